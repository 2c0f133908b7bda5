"""Pages as sites publish them: the article comes out, the site stays behind."""


import pytest

from planparse.errors import UnreadableInput
from planparse.model.document import BlockKind, Document
from planparse.readers.html import read
from planparse.readers.html_lines import is_doc_number, is_furniture, join_lines

TITLE = "青禾县人民政府办公室关于印发青禾县农村电商提升方案的通知"
SITE = """<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{title}_青禾县人民政府</title><style>.x{{color:red}}</style><script>var a = "<p>脚本</p>";</script></head><body>
<div class="top"><span>今天是2023年5月6日 星期六</span><span>欢迎访问青禾县人民政府网站！</span><a href="/">设为首页</a></div>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li><li><a href="/fw">办事服务</a></li></ul>
<div class="wz">您现在的位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; 正文</div>
<div><div class="left"><h3>公开目录</h3><ul><li><a href="#">机构职能</a></li><li><a href="#">规划计划</a></li></ul></div>
<div class="con"><table><tr><td>索引号：</td><td>1133/2023-0012</td><td>组配分类：</td><td>县政府文件</td></tr>
<tr><td>发文机关：</td><td>青禾县人民政府办公室</td><td>成文日期：</td><td>2023-05-06</td></tr></table>
<h1>{title}</h1>
<div class="info"><span>发布时间：2023-05-08</span><span>来源：县政府办</span><span>浏览次数：128</span>
<span>字体：[<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>]</span></div>
{article}
<div>分享到：<a href="#">微信</a><a href="#">微博</a></div><div>【<a href="#">打印本页</a>】【<a href="#">关闭窗口</a>】</div>
<div><img src="x.png"><p>扫一扫在手机打开当前页</p></div>
<div><p>上一篇：<a href="#">关于做好春耕工作的通知</a></p><p>下一篇：没有了</p></div>
<div><h4>相关链接</h4><ul><li><a href="#">《青禾县农村电商提升方案》政策解读</a><span>2023-05-09</span></li></ul></div>
</div></div><div class="footer"><p>主办单位：青禾县人民政府办公室　承办：县大数据中心</p>
<p>地址：青禾县城关镇人民路1号　邮编：333000</p><p>某ICP备12345678号-1　网站标识码：3300000001</p></div></body></html>"""
PROSE = ["各乡镇人民政府，县直各单位：", "现将《青禾县农村电商提升方案》印发给你们，请认真组织实施。", "一、工作目标",
         "到2025年底，建成县级公共服务中心1个、乡镇服务站12个，农产品网络零售额达到3.2亿元。"]
ARTICLE = "".join(f"<p>　　{line}</p>" for line in PROSE)


def lines(document: Document, *kinds: BlockKind) -> list[str]:
    kinds = kinds or (BlockKind.PARAGRAPH,)
    return [document.text[slice(*block.span)] for block in document.blocks if block.kind in kinds]


def body(html: str) -> Document:
    return read(f"<html><body>{html}</body></html>".encode(), "方案.html")


@pytest.mark.parametrize("container", ['<div id="zoom">{}</div>', "<div>{}</div>", "<table><tr><td>{}</td></tr></table>",
                                       '<div class="x1"><div><div class="TRS_Editor"><div>{}</div></div></div></div>'])
def test_only_the_article_is_left_of_a_site(container):
    page = SITE.format(title=TITLE, article=container.format(ARTICLE))
    for encoding in ("utf-8", "gb18030"):
        document = read(page.encode(encoding), "方案.html")
        assert document.text == "\n".join([TITLE, *PROSE]) + "\n"
        assert document.blocks[0].centred
        assert document.source.encoding == encoding


def test_title_is_not_doubled_where_the_article_prints_it():
    printed = "<p align=center>青禾县人民政府办公室</p><p align=center>关于印发《青禾县农村电商提升方案》的通知</p>"
    document = read(SITE.format(title=TITLE, article=f"<div>{printed}{ARTICLE}</div>").encode(), "x")
    assert lines(document)[:2] == ["青禾县人民政府办公室", "关于印发《青禾县农村电商提升方案》的通知"]
    assert TITLE not in document.text


@pytest.mark.parametrize(("head", "title"), [
    ("<title>柳河县2022年乡村振兴工作方案--柳河县政府网</title>", "柳河县2022年乡村振兴工作方案"),
    ("<title>青禾县“十四五”养老规划 - 政策文件 - 青禾县民政局</title>", "青禾县“十四五”养老规划"),
    ('<meta name="ArticleTitle" content="青禾县养老规划"><title>别的方案</title>', "青禾县养老规划"),
    ("<title>青禾县民政局</title></head><h3>青禾县养老服务行动方案</h3>", "青禾县养老服务行动方案"),
    ("<title>青禾县2025年重点工作安排_青禾县政府网</title></head><h1>政务公开栏目</h1><h1>青禾县2025年重点工作安排</h1>", "青禾县2025年重点工作安排"),
    ("</head><h1>政务公开栏目</h1><h3><a href=x>春耕备耕工作方案</a></h3>", None),
    ("<title>青禾县人民政府门户网站</title>", None),
    ("<title>青禾县关于做好……的通知...</title>", None),
    ("", None),
])
def test_title_from_the_page_head(head, title):
    document = read(f"<html><head>{head}</head><body><div>{ARTICLE}</div></body></html>".encode(), "x")
    assert lines(document) == ([title] if title else []) + PROSE


def test_numbered_heading_is_no_title():
    document = body(f"{ARTICLE}<h1>二、主要任务和具体措施安排</h1><p>建设仓储3处。</p>")
    assert lines(document)[0] == PROSE[0]
    assert document.text.count("二、主要任务") == 1


@pytest.mark.parametrize(("article", "text"), [
    ("<p>各乡镇：</p><p>现将方案印发给你们。</p>", "各乡镇：\n现将方案印发给你们。\n"),
    ("<p>附件：<a href=/a.docx>青禾县方案.docx</a></p>", "附件：青禾县方案.docx\n"),
    ("<table><tr><td>任务</td><td>单位</td></tr><tr><td>建站</td><td>县商务局</td></tr></table>", "任务\t单位\n建站\t县商务局\n"),
    ("<table><tr><td align=center>表1</td></tr><tr><td><table border=1><tr><td>任务</td><td>单位</td></tr>"
     "<tr><td>建站</td><td>县商务局</td></tr></table></td></tr></table>", "表1\n任务\t单位\n建站\t县商务局\n"),
    ("<p><a href=1>《青禾县甲办法》</a></p><p><a href=2>《青禾县乙办法》</a></p><p>继续有效。</p>",
     "《青禾县甲办法》\n《青禾县乙办法》\n继续有效。\n"),
    ("<section><p>第一条 为规范管理，制定本办法。</p></section><section><h2>附则</h2><p>第二条 自印发之日起施行。</p></section>",
     "第一条 为规范管理，制定本办法。\n附则\n第二条 自印发之日起施行。\n"),
    ("　　第一段很长。<br><br>　　第二段。<p>第三段，</p>散落的文字没有标签。", "第一段很长。\n第二段。\n第三段，\n散落的文字没有标签。\n"),
])
def test_short_articles_are_found_in_a_large_site(article, text):
    document = read(SITE.format(title=TITLE, article=f"<div>{article}</div>").encode(), "x")
    assert document.text == f"{TITLE}\n{text}"


def test_annexes_beside_the_article_stay():
    annex = ('<p>附件：<a href="/1.docx">1.任务分解表.docx</a></p><div>附件2</div>'
             "<table><tr><td>区</td><td>户数</td></tr><tr><td>东区</td><td>1200</td></tr></table>")
    document = read(SITE.format(title=TITLE, article=f"<div id=zoom>{ARTICLE}</div>{annex}").encode(), "x")
    assert lines(document)[-2:] == ["附件：1.任务分解表.docx", "附件2"]
    assert lines(document, BlockKind.CELL) == ["区", "户数", "东区", "1200"]
    assert "微信" not in document.text and "索引号" not in document.text


def test_article_of_several_containers_stays_whole():
    parts = "".join(f'<div class="p{i}">{"<p>建设项目库，完善管理制度，压实责任。</p>" * n}</div>' for i, n in enumerate((2, 9, 1)))
    document = read(SITE.format(title=TITLE, article=f"<div>{parts}<div>完</div></div>").encode(), "x")
    assert lines(document).count("建设项目库，完善管理制度，压实责任。") == 12


def test_nested_layout_tables_are_no_tables():
    document = read("""<table><tr><td><table><tr><td><a href=/>首页</a></td><td><a href=/a>新闻</a></td></tr></table></td></tr>
<tr><td width=200><table><tr><td><a href=#>领导之窗</a></td></tr><tr><td><a href=#>机构设置</a></td></tr></table></td>
<td><table><tr><td align=center><b>柳河县工作方案</b></td></tr><tr><td align=center>2022-03-01 10:20 文章来源：农业局 点击数：33</td></tr>
<tr><td>　　为做好工作，制定本方案。<br>　　一、总体要求<br>　　坚持稳步推进各项工作，<br>确保不返贫。<br>
　　　　　　　　柳河县农业农村局<br>　　　　　　　　2022年3月1日</td></tr><tr><td>【<a href=#>打印</a>】</td></tr></table></td></tr>
<tr><td colspan=2>Copyright 2008-2022 柳河县人民政府 版权所有</td></tr></table>""".encode(), "x")
    assert document.tables == ()
    assert lines(document) == ["为做好工作，制定本方案。", "一、总体要求", "坚持稳步推进各项工作，确保不返贫。", "柳河县农业农村局", "2022年3月1日"]


def test_box_of_metadata_inside_the_article_stays_and_source_line_is_furniture():
    document = body(f"<div><p>发布时间：2024-10-01 来源：县政府办</p>{ARTICLE}<p>第1页 共3页</p><p>责任编辑：张三</p></div>")
    assert lines(document) == PROSE
    assert lines(document, BlockKind.FURNITURE) == ["发布时间：2024-10-01 来源：县政府办", "第1页 共3页", "责任编辑：张三"]


def test_hidden_and_deleted_text_is_not_read():
    document = body('<p>建站点<span style="display: none">99</span>30个<del>20个</del>。</p><p hidden>隐</p><!-- 注 -->'
                    '<div style="visibility:hidden">藏</div><textarea>框</textarea><p>育人才200人。</p>')
    assert document.text == "建站点30个。\n育人才200人。\n"


def test_page_hidden_until_its_script_runs_is_read():
    assert body('<div style="display:none"><p>一、工作目标</p></div>').text == "一、工作目标\n"


def test_article_that_a_script_shows_is_read_beside_a_shown_heading():
    document = body(f'<h1>青禾县养老方案</h1><div id="c" style="display:none">{ARTICLE * 5}</div><p style="display:none">隐</p>')
    assert "3.2亿元" in document.text and "隐" not in document.text


def test_a_gap_without_font_size_does_not_hide_its_children():
    assert body('<div style="font-size:0"><p style="font-size:16px">建站点30个。<span style="font-size:0px">x</span></p></div>'
                ).text == "建站点30个。\n"


def test_a_furniture_line_says_nothing_of_the_lines_behind_it():
    document = body("<div>责任编辑：张三<br><br>一、工作目标<br><br>建成站点30个。</div>")
    assert lines(document) == ["一、工作目标", "建成站点30个。"]


def test_text_behind_the_end_of_the_body_is_read():
    assert read("<html><body><p>一、目标</p></body></html><p>二、任务</p>".encode(), "x").text == "一、目标\n二、任务\n"


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<html><script>x</script></html>", "<p>&nbsp;</p>",
                                  "<frameset><frame src=a></frameset>", "<!-- -->"])
def test_page_without_text_is_refused(page):
    with pytest.raises(UnreadableInput):
        read(page.encode(), "x.html")


def test_entities_and_spaces_as_the_reader_sees_them():
    document = body("<p>&nbsp;&nbsp;&#12288;到2025年，&ldquo;快递\n  进村&rdquo;率&ge;90%&#xff0c;达到&nbsp;A\n B级&lt;三&gt;。\u200b</p>")
    assert document.text == "到2025年，“快递进村”率≥90%，达到 A B级<三>。\n"


def test_alignment():
    document = body('<div align="center"><p>甲</p><p align="left">乙</p></div><center>丙</center><p style="TEXT-ALIGN: center">丁</p>'
                    '<p style="text-align:right">戊</p><p>己</p><table align="center"><tr><td>庚</td></tr></table>')
    assert [block.centred for block in document.blocks] == [True, False, True, True, False, None, None]


def test_line_breaks():
    document = body("<p align=center>沙河县人民政府<br>关于印发电商方案的通知<br>沙政发〔2020〕1号</p>"
                    "<p>各乡镇：<br>&nbsp;&nbsp;&nbsp;&nbsp;现印发方案，<br>请执行。<br><br>一、目标<br>建站10个。</p>")
    assert lines(document) == ["沙河县人民政府关于印发电商方案的通知", "沙政发〔2020〕1号", "各乡镇：", "现印发方案，请执行。", "一、目标", "建站10个。"]


@pytest.mark.parametrize(("given", "joined"), [
    (["到2026年，接待游客达到三百万人次，旅游综合收入达到", "20亿元，带动就业一万人，"], 1),
    (["（一）产业。新建农田2万亩。责任单位：县农业农村局", "（二）人居。改造户厕3000户。"], 2),
    (["县商务局", "县财政局"], 2),
    (["　　一段没有句号的话", "　　又一段"], 2),
    (["资金来源为中央财政专项资金和县级财政配套资金，总额为", "3.5亿元"], 1),
    (["云岭县旅游局办公室，联系人：某某", "2024年5月6日"], 2),
])
def test_joining_lines(given, joined):
    assert len(join_lines(given)) == joined


def test_preformatted_text():
    document = body("<pre>云岭县计划\n\n一、总体目标\n    到2026年，接待游客达到三百万人次，旅游综合收入达到二十亿元，\n带动就业。\n</pre>")
    assert lines(document) == ["云岭县计划", "一、总体目标", "到2026年，接待游客达到三百万人次，旅游综合收入达到二十亿元，带动就业。"]


def test_lists_are_numbered_as_a_browser_does():
    document = body("""<ol><li>完善设施。</li><li>培育人才：<ol type=a><li>护理员500人；</li><li>社工100人。</li></ol></li>
<li value=7>其他</li></ol><ol style="list-style-type:cjk-ideographic" start="20"><li>甲</li><li>乙</li></ol>
<ol type=I start=4><li>丙</li></ol><ol><li>1. 已有编号</li></ol><ol style="list-style:none"><li>丁</li></ol><ul><li>戊</li></ul>""")
    assert lines(document) == ["1. 完善设施。", "2. 培育人才：", "a. 护理员500人；", "b. 社工100人。", "7. 其他", "二十、甲", "二十一、乙",
                               "IV. 丙", "1. 已有编号", "丁", "戊"]
    assert [block.label for block in document.blocks] == ["1.", "2.", "a.", "b.", "7.", "二十、", "二十一、", "IV.", None, None, None]


def test_raised_text():
    document = body('<p>建站30个<sup>1</sup>，仓储1200m<sup>2</sup>，产值10<sup>8</sup>元<a href="#_ftn1">[1]</a>，CO<sub>2</sub>减排<sup>①</sup>。</p>'
                    '<div id="ftn1"><p><a href="#_ftnref1">[1]</a>口径为县域。</p></div>')
    assert lines(document) == ["建站30个，仓储1200m²，产值10⁸元，CO2减排。"]
    assert lines(document, BlockKind.NOTE) == ["[1]口径为县域。"]


def test_word_export():
    document = read("""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=gb2312><!--[if gte mso 9]><xml>
<o:DocumentProperties><o:Author>张</o:Author></o:DocumentProperties></xml><![endif]--><style><!-- p{mso:x} --></style></head>
<body lang=ZH-CN><div class=WordSection1><p class=MsoNormal align=center style='text-align:center'><span lang=EN-US>2024</span>年东岭县工作要点<span
lang=EN-US><o:p></o:p></span></p><p style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>一、<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>加强组织
领导</p><p>压实责任<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a>，投资<span
lang=EN-US>3.5</span>亿元。<span style='mso-hide:all'>隐</span></p><p><o:p>&nbsp;</o:p></p><div style='mso-element:footnote-list'><hr>
<div style='mso-element:footnote' id=ftn1><p><a href="#_ftnref1">[1]</a> 指属地责任。</p></div></div></div></body></html>"""
                    .encode("gb18030"), "要点.doc")
    assert lines(document) == ["2024年东岭县工作要点", "一、 加强组织领导", "压实责任，投资3.5亿元。"]
    assert lines(document, BlockKind.NOTE) == ["[1] 指属地责任。"]


def test_running_foot_of_an_exported_document():
    document = body(f'{ARTICLE}<div id="sdfootnote1"><p><a class="sdfootnotesym" href="#sdfootnote1anc">1</a>年报口径。</p></div>'
                    '<div title="footer"><p>— <span>33</span> —</p></div>')
    assert lines(document, BlockKind.NOTE) == ["1年报口径。"]
    assert lines(document) == PROSE


def test_merged_cells():
    document = body(f"""{ARTICLE}<table border="1"><caption>表1 资金表（万元）</caption><tr><td rowspan="2">任务</td><td colspan="2">资金</td></tr>
<tr><td>中央</td><td>县级</td></tr><tr><td>物流<br>中心</td><td></td><td><p>30</p><p>（自筹）</p></td></tr></table><p>二、保障</p>""")
    (table,) = document.tables
    assert document.text[slice(*table.span)] == "任务\t资金\n中央\t县级\n物流 中心\t\t30 （自筹）"
    assert [(cell.row, cell.column, cell.rowspan, cell.colspan) for cell in table.cells] == [
        (0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1)]
    assert (table.rows, table.columns) == (3, 3)
    cells = [block for block in document.blocks if block.kind is BlockKind.CELL]
    assert [(b.span, b.row, b.column, b.table) for b in cells] == [(c.span, c.row, c.column, 0) for c in table.cells]
    assert lines(document)[-2:] == ["表1 资金表（万元）", "二、保障"]


def test_spans_that_do_not_fit_are_cut():
    document = body("<table border=1><tr><td rowspan=9 colspan=0>甲</td><td rowspan=0>乙</td></tr><tr><td colspan=x>丙</td></tr></table>")
    assert [(cell.rowspan, cell.colspan) for cell in document.tables[0].cells] == [(2, 1), (2, 1), (1, 1)]
    assert document.tables[0].columns == 3


def test_table_inside_a_cell_is_flattened_and_the_foot_comes_last():
    document = body("<table><thead><tr><th>指标</th><th>值</th></tr></thead><tfoot><tr><td>合计</td><td>2</td></tr></tfoot>"
                    "<tbody><tr><td>床位<table><tr><td>护理</td><td>型</td></tr></table></td><td>5000</td></tr></tbody></table>")
    assert document.text == "指标\t值\n床位 护理 型\t5000\n合计\t2\n"
    assert len(document.tables) == 1


@pytest.mark.parametrize("line", [
    "来源：县商务局", "【打印】 【关闭】", "字号：[ 大 中 小 ]", "当前位置：首页 > 公开 > 正文", "- 3 -", "上一篇：关于春耕的通知",
    "发布时间：2021-05-06来源：县商务局浏览次数：12 次字体：大中小", "2021-09-01　来源： 市民政局　阅读量： 20", "分享到：微信 微博"])
def test_furniture(line):
    assert is_furniture(line)


@pytest.mark.parametrize("line", [
    "2023年5月6日", "资金来源：中央财政", "位置：位于县城东部工业园区。", "推广“扫一扫”支付。", "发布时间：每月5日前由县统计局发布。",
    "来源：中央财政资金，县级配套。", "关闭小煤矿5处。", "打印资料100份", "阅读推广活动10场", "浏览量达到10万次。", "30", "第3页表格"])
def test_no_furniture(line):
    assert not is_furniture(line)


def test_furniture_repeated_without_end_is_answered():
    lines = ("来源：" * 60, "打印 " * 48 + "x", "字体：大中小" * 20 + "x", "点击" * 60 + "x", "浏览 1 " * 30 + "y")
    assert [is_furniture(line) for line in lines] == [True, False, False, False, False]


def test_document_number():
    assert is_doc_number("青政办发〔2021〕5号") and is_doc_number("青政办字[2021]第15号")
    assert not is_doc_number("按照青政办发〔2021〕5号，执行2021年第3号")


def test_deep_and_wide_pages_are_read():
    assert body("<div>" * 200 + "一、目标").text == "一、目标\n"
    assert len(body("<table border=1>" + "<tr><td>甲<td>乙" * 3000 + "</table>").tables[0].cells) == 6000
