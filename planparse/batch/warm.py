"""Nothing in, word lists and patterns loaded out: imported once by the process that workers are forked from."""

from planparse.batch import archive, worker
from planparse.pipeline import parse_document
from planparse.readers.plain import from_text

__all__ = ["archive", "worker"]

parse_document(from_text("某县人民政府办公室关于印发实施方案的通知\n一、工作目标\n到2023年底，建成村级服务站60个，安排资金100万元。\n"
                         "责任单位：县商务局\n", "warm"))
