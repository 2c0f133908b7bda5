"""Words that tell what a sentence does with its numbers: state a fact, pay, allot, set a condition, name.

Each pattern is one question about a stretch of the flow; the assemblers ask, they do not match for themselves.
"""

from __future__ import annotations

import re

#: A past or present fact: 截至2020年底，全县已建成….
FACT = re.compile(
    r"(?P<till>(?:截至|截止(?!时间|日期))(?![^,。;\n]{0,14}[日底月年](?:之|以)?前))|目前[,,]|目前(?:已|全|共|有)|近年来|以来,|去年|上一?年度?(?=[,全我实])|"
    r"先后(?:获|被|建|投|引|成)|"
    r"(?:均|也|都|县|市|区|省|前|先后|年|后|,|业)已(?:经)?(?!纳入|获得?|认定|通过|合作|签订)|已(?:建成|完成|建立|"
    r"达到?|累计|成为|形成|培育|引进|实现|发展)(?![^,。]{0,20}的)")
#: Done, as the aspect particle says: 建成了食堂12处.
DONE = re.compile(r"(?:建成|建设|完成|实现|建立|达到|新增|形成|培育|引进|发放|开展|举办|培训)了|完成情况[:,]|取得(?:了|明显|显著|积极)")
#: A sentence that opens with a year and states: 2023年,全市社会消费品零售总额….
TOLD_YEAR = re.compile(r"(?P<year>20\d\d)年度?(?:,|我?[全本][省市县区]|我?[省市县区](?=[\u4e00-\u9fff]))")
LATER_YEAR = re.compile(r"20\d\d年|明年|今年|力争|计划|目标|确保|将")
#: What is there already, in the same clause: 现有站点60个.
EXISTING = re.compile(r"(?:(?<!直)辖(?!区)|现有|已有|原有|现已|已建成?|目前共有)[^,。;:\n]{0,14}$")
#: A payment to whoever meets a condition.
PAY = re.compile(
    r"给予|(?:奖励|奖补|补助|补贴)(?!性|机具|对象|面积|数量|资金(?!总额[不最]|累计|不|最|按)|政策|范围|目录|产品|"
    r"环节|申请|经费|展位|\d[\d.]*万?[件台辆套])|资助|贴息(?!政策|资金)|返还(?=[^,。;]{0,6}(?:\d|$))|每[亩吨台户人只头]再?补|(?:再补|再奖|另加|加补|加奖|[另再]奖|(?<![获评得])奖(?=\d|$)|可放宽(?:至|到)|"
    r"发放(?=[^,。;]{0,12}(?:津贴|补贴|补助))|津贴)|奖金|(?<!风险)补偿|补齐|予以(?:支持|"
    r"扶持|奖)|代偿|减免|立减|直减|免收|兑付|配套支持|一次性支持|最高支持|支持(?=(?:最高)?\d)|贷款额度|授信额度|报销比例|报销|"
    r"(?:每|按)[^,。;:\n]{1,16}元[^,。;:\n]{0,8}标准|以奖代补|扶持资金|奖优|重奖|兑现")
#: What a payment is called right behind its figure.
PAY_BEHIND = re.compile(
    r"(?:的)?,?可申[请领][^,。;\n]{0,14}(?:补助|补贴|奖励|支持)|,?提供[^,。;\n]{0,6}(?:补助|补贴|支持)|对[^,。;\n]{2,16}(?:给予|予以|进行(?:奖|补))|(?:的)?(?:标准)?(?:执行|兑付|发放|支付|计发)|"
    r"(?:的?(?:标准|额度|比例),?|的)?(?:一次性)?(?:给予|予以|奖励|"
    r"补助|补贴|资助|奖补)|(?:的)?(?:标准|额度|比例)?(?:的|给予|予以|进行|"
    r"分[^,。;\n]{1,6})?[^,。;:\d\n]{0,8}?(?:补助|补贴|奖励|奖补|资助|奖金|贴息|扶持|支持|补偿|租金|房租|房费|减免|报销|"
    r"发放|拨付给)")
#: Money allotted: 安排专项资金, 总投资, 预算.
ALLOT = re.compile(
    r"(?:安排|下达|拨付|筹集|筹措|列支|统筹|整合|投入|出资|预算|总投资|投资|资金|经费|自筹|配套|概算|估算|"
    r"匡算)[^,。;\n]{0,24}$")
ALLOT_BEHIND = re.compile(
    r"(?:的|左右|以上)?(?:专项|财政|扶持|引导|项目|产业|发展|中央|省级|市级|县级|奖补|工作|补助|建设|配套|预算|"
    r"奖励|培训)*(?:资金|经费|预算)(?!规模)")
#: Money that is an outcome: 零售额, 产值, 招商引资到位资金, 固定资产投资.
OUTCOME = re.compile(
    r"(?:零售额|销售额|交易额|成交额|合同额|中标额|采购额|产值|营收|收入|税收|利润|规模|增加值|GDP|总量|进出口|出口额?|贸易额|订单|"
    r"签约额?|产业投资|工业投资|固定资产投资|"
    r"(?:完成|带动|撬动|拉动|实现|新增|引导(?!资金|基金)|吸引|社会|民间|招商引资|到位|融资|授信|余额|工业|技改|有效|"
    r"利用外)[^,。;\n]{0,8}(?:投资|资金|贷款|外资|授信)"
    r"|贷款余额|融资|额度|保费|资产|基金|产能|效益|节约|节省|降低|减少|GMV|流水|估值|市值|能级|人均|纯收入|"
    r"工资)[^,。;\n]{0,24}$")
#: Who is paid, up to the verb: …的企业，给予.
PAID_FOR = re.compile(
    r"的[^,。;\n]{0,24},?(?:按|按照|每|一次性|分别|最高|由[^,。;]{1,12}|每[^,。;\d]{1,4}|可|再|将|均|"
    r"经[^,。;]{1,12}后|予以|"
    r"市财政|县财政)*(?:给予|奖励|奖补|补助|补贴|资助|予以|享受|发放|兑付|支持)|"
    r"[^,。;\n]{0,24},?(?:再|另|额外|一次性|分别)?给予[^。;\n]{0,30}(?:奖|补|资助|支持|扶持)")
TO_WHOM = re.compile(r"(?:对于|对|凡是|凡)(?!接|口|外|标|照|比)[^。;\n]*$")
#: A share of money, or a floor or ceiling on its use.
MONEY_SHARE = re.compile(
    r"(?:资金|经费|费用|基金|投资|预算|支出|开支)[^,。;\n]{0,24}(?:比例|占比|占|总额|总量|不超过|不得超过|不高于|"
    r"不低于|控制在|用于)(?<!进度不低于)(?<!进度不超过)(?<!强度不低于)(?<!强度不少于)[^。;\n]{0,14}$"
    r"|(?:比例|占比|占|用于)[^。;\n]{0,16}(?:资金|经费|费用|投资|预算|总额)[^。;\n]{0,10}$")
#: 研发经费投入占GDP比重2.5%: a share of the economy, not of the plan's money.
OF_ECONOMY = re.compile(
    r"(?:研发|研究与试验|R&D|教育|科技|产业|工业|民间|技改)[^,。;\n]{0,8}(?:经费|投入|支出|投资)[^,。;\n]{0,4}占|"
    r"占(?:GDP|[\u4e00-\u9fff]{0,4}生产总值|固定资产投资|全部投资|工业投资|营业收入|主营)")
#: 用于流通设施的比例不低于60%, where the money was named in front.
USED_FOR = re.compile(r"^(?:其中|但)?(?:用于|投向|用作|投入)")
MONEY_NAMED = re.compile(r"资金|经费|基金|奖金|收益|补助")
#: Bad things that a plan caps.
BAD = re.compile(
    r"(?:劣(?:于|[ⅤV五])|极差|污染天数|黑臭|投诉|举报|事故|差错|上访|信访|逾期|不合格|不良|结转|违规|违纪|超标|死亡|火灾|伤亡|失信|退回|通报|案件|缺陷|"
    r"误差)[^,。;\n]{0,14}$")
#: An allowance for each: 每村只补助一个.
ALLOWANCE = re.compile(r"(?:只|仅|限|可(?:补贴|享受|申请|申领|补)|最多|至多|不得重复|限额|限报|推荐|申报)[^,。;:\n]{0,10}$")
#: 最多申报5人, 只支持一次: a cap whoever it is for.
ONLY = re.compile(r"(?:最多|至多)(?:可)?(?:申报|申请|推荐|享受|补助|补贴|支持)$|(?:只|仅)[^,。;:\n]{0,8}$")
#: A requirement list: 示范点要求：…；…, 应符合以下条件：.
REQUIREMENT = re.compile(r"(?:要求|标准|条件|应具备|须具备|符合(?:以下|下列)|配置)[^。\n]{0,12}:")
#: 每个X, 单个X: a statement about each thing delivered.
EACH = re.compile(
    r"(?:每(?:个|家|户|村|镇|乡|人|场|期|次|所|处|站|县|条|班|门|辆|台|名|座|支|款|亩|届|套|批)|单个|单家|单户|"
    r"各\S{1,6}均)")
#: Rates of growth in front of a figure.
GROWTH = re.compile(
    r"年增$|同比增$|(?:增速|增长率?|增幅|比增|递增|增长率|增加值增速|(?:提高|提升|增加(?!值)|上升)(?!到|至|"
    r"为))[^,。;\d\n]{0,12}$")
GROWTH_TO = re.compile(r"(?:增长|提高|提升|增加|上升|增)(?:到|至|为)[^,。;\d\n]{0,6}$")
#: 由60%提高到80%: the first figure is where things stand.
BASELINE = re.compile(r"(?:由|从)[^,。;\n]{0,20}$")
BASELINE_BEHIND = re.compile(
    r"[^,。;\n]{0,6}(?:提高|提升|增加|增长|降低|下降|压缩|缩短|扩大|压减|减少|扩展|调整|上升|增|降|扩)(?:到|至|为)")
STRIVE = re.compile(r"力争|争取|努力|力求")
CLAUSE_END = re.compile(r"[,;:]")
#: 力争到2025年,建成…: nothing but a time between the hedge and its comma.
ONLY_WHEN = re.compile(
    r"(?:通过|经过|用|利用|到|在|至|于)?(?:20\d\d|明|今|[\d一二两三四五]+(?:至|到|-)?[\d一二两三四五]*)(?:个)?[年月](?:度|\d+月|上半年|底|末|之?前|之?内|左右|"
    r"的?时间|的?努力)*")
PLANNED = re.compile(r"计划|预计|拟(?!定|订)|预期")
#: What stands directly in front of a figure that only names or counts what is there.
GIVEN = re.compile(
    r"(?:守住|坚守|发挥|用好|围绕|聚焦|依托|针对|按照|对照|结合|上述|以上|以下|下列|等|这|该|全部|其他|其余|原有|原|现有|"
    r"已有|前期|"
    r"近|第|前|后|辖区内?|辖|中的|完善|用[足好][\u4e00-\u9fff]{0,6}(?:新增|安排|下达)?)$")
GIVEN_WHOLE = re.compile(r"(?:全[县市区省州镇乡旗]|辖区|[县市区省境]内)(?:内|的)?$")
REACH = re.compile(r"(?:覆盖|辐射|惠及|服务|带动|联结|实现|完成|建设|推动)[^,。;\n]{0,8}$")
BASED_ON = re.compile(
    r"[^,。;\n]{0,24}为(?:基础|核心|重点|依托|载体|抓手|主线|引领|中心|支撑|主体|龙头|骨干|目标|原则|导向)")
#: Nouns that Chinese numerals number off rather than count: 三项行动, 四大工程, 五个方面.
NAMED = re.compile(
    r"(?:大|重|级|化|方面|环节|阶段|原则|机制|体系|行动|工程|清单|制度|转变|结合|确保|坚持|统一|层面|层次|维度|"
    r"领域|关系|到位|方向|步骤|类别|板块|批次|同步|问题|字|"
    r"手|头|面|线|体|道|致|措施|举措|规定|要求|意见|内容|工作|任务|原因|样|律|切|般|些|定|直|时|度|带|旦|并|同|系列|批|整套|揽子|方)")
#: A verb right in front of a Chinese numeral that makes it a real count.
REAL_COUNT = re.compile(
    r"(?:建设|建成|新建|建立|打造|设立|设置|创建|组建|配备|配置|落实|培育|引进|推出|举办|开展|召开|组织|运营|"
    r"完成|实施|新增|形成|采购|购置|选派|孵化|发展|创作|编制|制定|"
    r"出台|参加|认定|推广|改造|培养|评选|确定|明确|安排|建|设|办|有|达到|达|一式|开设|上架|推选|选定|选树|拍摄|"
    r"发布|攻克|突破|聘请|申请|申报|享受|指定|配齐|增加|保留|扶持|支持|[只仅](?:补助|支持|扶持|奖励|安排|建设?)|补助|选取|各|为|累计|至少|不少于|于|内)(?:了|不少于|"
    r"至少)?$")
#: Sections that set conditions or list papers to hand in.
CONDITION_TITLE = re.compile(
    r"^(?!.*(?:标准|内容|政策措施)).*(?:(?:申报|支持|奖补|奖励|补贴|补助|扶持|准入|认定|享受|申请|资格|基本|入选|"
    r"评选|推荐|参评)(?:的)?(?:条件|对象|范围|材料|资料|主体|程序|流程|要求|要件)|条件及|适用(?:范围|对象)|"
    r"申报材料|提交材料|名词解释|附则)")
#: Sections that tell how things stand.
BACKGROUND_TITLE = re.compile(
    r"现状|工作基础|发展基础|基本情况|背景|形势|成效|回顾|存在(?:的)?(?:主要)?问题|概况|基础条件|建设基础|面临")
CAP_FRONT = re.compile(
    r"(?:最高(?:不超过|可达|可|给予|奖励|补助|补贴|支持|额度|限额|为)*|上限(?:为|是)?|限额(?:为|是)?|封顶|"
    r"可提高(?:至|到)|可放宽(?:至|到)|不超过|不得超过|最多|至多|累计不超过)[^,。;\d\n]{0,4}$")
CAP_BEHIND = re.compile(r"(?:元|%)?(?:\([^)]{0,8}\))?(?:封顶|为上限|为限|以内)")
#: A clause that goes on with the payment in front: 最高100万元, 每家10万元, 、20万元.
PAY_GOES_ON = re.compile(
    r"(?![^,。;:]*(?:新增|20\d\d年|力争|实现))(?:(?:其中|但|且|并|同时|,|、|和|及)*(?:最高|累计|总额|补贴总额|单个|单项|单户|每|同一|分别|不超过|年度|"
    r"最低|后|前|再|另|上限|补助|奖励|合计|首|第|按|封顶|特等|[一二三]等|"
    r"[国省市县区]|其他|[A-Za-z]|高级|中级|初级|技师)?[^,。;:的]{0,18})?$")
#: Figures that describe whoever is paid: 销售额达到, 营业收入超过, 投资额在.
THRESHOLD = re.compile(
    r"(?:额|量|收入|产值|营收|纳税|税收|投资|规模|面积|利润|资产|资本|总投入|总额|贷款|人数|数|营业|比例|率|"
    r"投入|比重)(?:累计)?(?:首次)?(?:在|达到?|超过|突破|达|满|为|不低于|不少于|高于|大于|增长)?$")
#: Between two amounts of one enumeration: 、高级技师.
ENUMERATED = re.compile(r"(?:\([^)]{1,10}\))?[、和及](?:最高)?[^,。;:、的\d]{0,14}")
#: A figure close behind a payment verb.
FIGURE = re.compile(r"[^,。;\n]{0,12}\d")
#: Who pays: 中央资金, 省级财政补助, 县财政配套, 企业自筹, 专项债券.
FUNDED = re.compile(
    r"(?:中央|省级?|市级?|县级?|区级?|州级?|上级|各级|本级|财政|企业(?=自筹|投入|配套|出资)|社会|债券|"
    r"专项债)[^,。;:、\n\d]{0,8}?"
    r"(?:资金|补助|安排|配套|自筹|投入|专项债券?|债券|(?<!业)贷款|出资|筹措|支持|争取)[^,。;:、\n\d]{0,4}$|"
    r"自筹(?:资金)?$|专项债券?$")
#: Money asked for above: a source where the whole is told (其中争取上级补助2.9亿元), a goal where it is not.
SOUGHT = re.compile(r"争取[^,。;:、\n\d]{0,8}(?:补助|资金)$")
WHOLE = re.compile(r"总投|总资金|总额|其中|共需")
#: A fund or pool set up with so much money.
FUND_BEHIND = re.compile(r"(?:的)?[^,。;:、\n\d]{0,16}?(?:基金|资金池|(?:引导|扶持|发展|专项|周转|补偿)资金)")
SET_UP = re.compile(r"(?:设立|组建|成立|建立|发起|筹建)[^,。;\n]{0,12}$")
#: …的,给予1000万元建设经费: whoever meets the condition gets it, whatever it is called.
GIVEN_TO = re.compile(r"的,[^,。;\n]{0,12}(?:给予|奖励|补助|补贴|资助)[^,。;\d\n]{0,6}$")
LENT = re.compile(r"(?:担保|贷款|授信)(?:额度|限额|总额)?$")
#: 其余300万元由企业自筹: who raises the money stands behind it.
RAISED = re.compile(r"(?:资金)?,?由(?P<who>[^,。;:\n]{1,12}?)(?:自筹|自行筹措|自行解决|配套解决|筹措解决)")
#: Money that a bank lends: 单户额度最高3000万元.
LOAN = re.compile(r"(?:贷[”,]|贷款|信贷|授信|担保)[^。\n]{0,30}$")
CEILING = re.compile(r"(?:最高|额度)[^,。;\n\d]{0,6}$")
#: 每增加1平方米, 每认定1家 in front of a payment: the unit of the payment, not a target.
EACH_MORE = re.compile(
    r"每(?:新)?(?:增加?|超[出过]|出口|销售|投资|缴纳|提高|减少|认定|引进|建设|完成|培育|吸纳|带动|培训|招用|多|建成|安装|"
    r"种植)?$")
#: A property that each thing delivered has.
PROPERTY = re.compile(
    r"(?:能力|半径|(?<!成)功率|时延|间距|宽度|厚度|精度|班额|粉丝数|粉丝量?|利用效率(?:\([A-Z]+\))?|PUE|寿命|"
    r"载重|容积率|学历|年龄)$")
DELIVERED = re.compile(r"新增|形成|实现|提升|提高|达到|累计")
#: Money behind a share: 60%以上用于学校改造.
SHARE_USED = re.compile(r"(?:的)?(?:资金)?(?:要|应|须|必须)?(?:用于|投向|用作)")
MONEY_NOUN = re.compile(r"(?:资金|经费|费|收入|预算|支出|收益|补助|附加)(?:的|中|不低于|不少于|不超过)*$")
#: A fact that goes on: 贫困人口4.86万人、贫困村97个.
LISTED_ON = re.compile(
    r"[^,。;:\n\d]{0,10}[、和及](?!到20|力争|计划)[^,。;:\n\d]{0,8}|,(?!到20|力争|计划)[^,。;:\n\d]{0,8}")
PAY_VERB = re.compile(r"最高|给予|奖励|一次性|奖补|每(?:个|家|户|亩|人|台|名)|资助")
#: A cap for one payee: 个人…不超过3台.
EACH_ONE = re.compile(r"单个|每(?:个|户|人|家)|个人|同一|组织不超过|数量")
NOUN_END = re.compile(r"[\u4e00-\u9fffA-Za-z”)]{2}$")
PAY_WORD = re.compile(r"补助|补贴|奖励|支持|申报|享受|推荐")
#: 营业收入超10亿元企业: a threshold that tells which things are counted.
OF_THIS_SIZE = re.compile(
    r"(?:的)?(?![^,。;:、\n\d]{0,6}规模)[^,。;:、\n\d]{0,10}?(?:企业|项目|集群|园区|合作社|产业|强镇|农户|网店|"
    r"品牌|单品|平台|基地|商家|商户|镇|村|街)(?!规模|产值|收入|增加值)")
#: What a plan does away with: 消除56人以上大班额.
REMOVED = re.compile(r"(?:消除|杜绝|取缔|化解|淘汰)$")
#: A payment verb proper, for telling conditions.
PAY_STRONG = re.compile(r"给予|立减|直减|(?<![获评得])奖(?=\d|$)|奖励|补助|补贴|资助|奖补|贴息|兑付|予以扶持")
LOAN_BEHIND = re.compile(r"(?:的)?[^,。;:、\n\d]{0,8}(?:信贷|贷款|授信)")
BRINGS = re.compile(r"扶持|培养|选拔|引进|培育|选派|资助|遴选|孵化|支持")
#: A clause that delivers: 争创…一个, 建设…五个.
DELIVERS = re.compile(
    r"争创|创建|建设|建成|新建|培育|打造|引进|设立|组建|新增|完成|推出|创成|布局|举办|开展|遴选|培训|带动|发展|"
    r"选树|认定|招引|改造|搭建|配备|购置|采购|添置")
REDUCED = re.compile(r"(?:压缩|缩短|压减|降低?|减少)(?:至|到|为)?$")
#: A list of what applicants must meet: 申请补贴的服务组织应具备下列条件:.
CONDITIONS_LIST = re.compile(
    r"(?:符合|具备|满足)[^。\n]{0,24}(?:条件之一|[一二两三四五六\d][个项](?:以上)?条件)[^。\n]{0,6}:$|"
    r"(?:补贴|补助|奖励|奖补|扶持|申报|申请|享受|认定)[^。\n]{0,30}条件[^。\n]{0,8}:$|条件[^。\n]{0,20}(?:补贴|"
    r"补助|奖励|扶持|申报)[^。\n]{0,10}:$")
#: A ceiling on what one payee gets: 补贴资金总额不超过.
CAPPED = re.compile(r"(?:补贴|补助|奖励|奖补|贴息|资助)(?:资金)?(?:总额|额度?|金额)?(?:累计)?$")
#: A panel whose size the plan fixes: 评标委员会…不少于5人.
LIST_LABEL = re.compile(r"\((?:[一二三四五六七八九十]+|\d+)\)|\d+[.、]|[①-⑳]")
BORNE = re.compile(r"(?:资金|经费|费用|补助|奖补)[^。;\n]{0,30}(?:承担|分担|负担)(?:比例)?(?:为|各)?$")
CAPACITY = re.compile(r"日[\u4e00-\u9fff]{1,6}能力$|年[\u4e00-\u9fff]{1,6}能力$")
#: What one of the things delivered has: 单体营业面积, 单库容积.
OF_ONE = re.compile(r"(?<![清订名菜账])单(?:体|库|个|店|座|台|站|栋|间|场|次|班|期)[\u4e00-\u9fff]{2,8}$")
PANEL = re.compile(r"(?:评标|评审|评选|抽查|检查|验收|专家|考核|鉴定)(?:委员会|小组|组|委)")
EXTENT = re.compile(r"(?:面积|长度|宽度|高度|间距|距离|半径)$")
#: 1000万元以上、500万元以上的企业: a threshold in a list that 的 closes.
LISTED_THRESHOLD = re.compile(r"、[^,。;\n]*的")
#: 总投资2亿元以上的,实行“一事一议”.
ONE_BY_ONE = re.compile(r"(?:的)?[^,。;\n]{0,20},[^。;\n]{0,20}(?:实行|采取|按照?|给予)?[“”]?(?:一事一议|一企一策|一项目一议)")
#: 按每户不超过3亩的标准: what a payment is reckoned by.
EACH_BASIS = re.compile(r"每(?:个|名|人|位|户|亩|家|台)[^,。;\n]{0,26}$")
AS_STANDARD = re.compile(
    r"(?:、每[^,。;\n]{2,20})?的标准(?:(?:予以|足额|分别|统筹)?(?:安排|落实|保障|拨付|列支|核定|配套)(?P<what>[^,。;\n\d]{2,20}?(?:经费|资金|补助|补贴)))?")
#: Directly in front of a sum that is allotted: 共安排60万元.
ALLOT_NOW = re.compile(r"(?:安排|列支|下达|拨付)(?:专项)?(?:资金|经费)?(?:共|总计|合计)?$")
ALLOT_VERB = re.compile(r"安排|列支|下达|拨付|投入|筹集|预算")
#: A list of sums: 资金安排如下：农田建设800万元；….
ALLOT_LIST = re.compile(
    r"(?:资金|投资|预算|经费)[^。:\n]{0,8}(?:安排|分配|构成|概算|估算|来源|如下|明细|规模)[^。:\n]{0,6}:")
#: Money that other money moves: 撬动银行贷款5亿元.
LEVERAGE = re.compile(r"(?:撬动|带动|拉动|吸引|引导(?!资金|基金))[^,。;\n]{0,12}$")
#: Paid by head and term: 每人每月500元.
BY_HEAD = re.compile(r"每(?:人|户|生|名|床|亩|车|头|只)(?:每(?:人|年|月|天|学年|学期))?[^,。;\n\d]{0,6}$")
#: A threshold with the thing paid right behind it: 100马力以上拖拉机单机补贴限额.
PAID_THING = re.compile(
    r"[^,。;\n]{0,24}(?:补贴|补助|奖励)(?:限?额|标准|上限)|[^,。;\n]{0,20},(?:单台|单机|"
    r"每[^,。;\d]{1,4})[^,。;\d]{0,6}(?:补|奖)")
#: 营业面积800平方米以上的中心,验收合格后每个补助25万元; 服务满3项的,每家另加3000元: …的, then the sum.
PAID_IF = re.compile(
    r"[^,。;\n]{0,24}(?<![目有])的,[^。;\n]{0,48}?(?:补助|补贴|奖励|奖补|给予|资助|[再另][加奖补]|加[补奖]|"
    r"(?:安排|增加|核拨|拨付)[^,。;\d\n]{0,16}(?:经费|资金))[^。;\n]{0,24}?\d")
PAID_FOR_EACH = re.compile(
    r"的[^,。;\n]{2,20},(?:经?[^,。;\n]{0,8}后,?)?每[^,。;\d\n]{0,8}(?:补助|补贴|奖励|奖补|资助)[^,。;\d\n]{0,8}\d")
#: 得分不满60分的,取消其资格: what follows if it is so.
SANCTION = re.compile(
    r"[^,。;\n]{0,16}的?,[^,。;\n]{0,8}(?:取消|收回|追回|扣减|扣回|核减|不予|暂停|停止|约谈|通报|责令|退出|淘汰|不再|一票否决)")
#: 培训农技员300人次,对取得证书的每人奖励500元: a new payee opens.
NEW_PAYEE = re.compile(r",并?对(?![其该每超增新前上此获达符完])|,对新[认取获引培入设建]")
#: 年薪连续两年达到50万元的,可申报人才: who may apply.
MAY_APPLY = re.compile(
    r"[^。;\n]{0,40}(?:的|人才|人员|成员|企业|团队|主体|单位),?(?:均|也|即|优先|直接)?可(?:以)?(?:申报|申请|享受|认定|推荐|优先)")
BELOW = re.compile(r"(?:不满|不足|低于|未达到?|不到|达不到|小于)$")
#: 五岭村、梅坪村2个贫困村出列.
LEAVES = re.compile(r"[^,。;\n]{0,8}(?:出列|脱贫|摘帽|达标)")
#: 完成户厕改造1200户,每户补助800元: so many are promised, and what each gets.
EACH_PAID = re.compile(r",每[^,。;\d\n]{1,8}(?:补助|补贴|奖励|奖补|资助)")
#: Who applies, and definitions: conditions whatever their figures.
APPLICANT = re.compile(
    r"(?:^|[,。;(])[^,。;]{0,14}指(?=全|以|由|在|符合|经|具|从)|"
    r"(?:扶持|补贴|补助|支持|奖励)对象|(?:申报|申请)(?:[^,。;\n]{0,8}的)?(?:企业|主体|单位|人|者|农户)|是指|所称|指的是")
#: How a place is: 总面积1886平方公里, 常住人口59万人.
GEOGRAPHY = re.compile(r"(?:总面积|国土面积|[县市区域]面积|常住人口|户籍人口|总人口|老年人口|占总人口的?|总户数)$")
#: A figure with its year in a bracket: (2020年为69.8%).
BASE_YEAR = re.compile(r"\((?:20\d\d年(?:底|末)?|现状|基期)(?:为|是|达到?|约)?$")
#: Deliveries to each: 每个乡镇配备安全员不少于3名 is a goal.
EACH_GETS = re.compile(r"配备|落实|建设|建成|新建|设立|设置|明确|组建|建立|培育|打造|发展|种植|选派|安排")
FACILITY_AREA = re.compile(r"(?:^|[站心馆所园店室场库厅仓楼])(?:建筑|使用|占地|用地|经营|营业|场地|总|用房|建设)*面积$")
#: ,新建公厕: the next member of a yearly enumeration, with a verb of its own and no date or sum.
GOES_ON_YEARLY = re.compile(
    r",(?:新建|改造|建设|培育|打造|培训|举办|开展|新增|引进|发展|扶持|认定|实施|完成|组织|选派|评选|表彰|招聘|遴选|推广|发放|组建|改建|硬化)(?![^。]*(?:累计|共|总|"
    r"达到|年底|20\d\d))[^,。;]{0,18}")
#: An amount in a bracket behind the name of a piece of work: 数字乡村平台建设(200万元).
WORK_END = re.compile(r"(?:建设|项目|工程|改造|购置|培训|平台|中心|系统|活动|配套|整治|提升|奖补)\($")
#: 居民年平均断水时间不超过3小时: an outcome of the whole, not a property of each thing.
AVERAGE = re.compile(r"(?:年均|平均|人均)[\u4e00-\u9fff]{2,8}时间")
#: 人均预期寿命80.5岁, 平均受教育年限11.3年: ages and years that are outcomes.
LIFETIME = re.compile(r"(?:寿命|年限)(?:达到?|提高到|提高至|为|延长至|不低于|不少于)?$")
NOT_ONE = re.compile(r"不[漏落丢少]$|\(不?[含包]括?$")
#: The weather to expect: 预计降水98~110毫米, 较常年同期偏多1~2成.
WEATHER = re.compile(r"(?:降[水雨雪]量?|雨量|来水量?|气温|风力|偏[多少高低早晚])(?:为|约|在|达到?)?$")
OF_RATE = re.compile(r"的(?:比例|标准|额度|幅度|补助|补贴|奖励|资助|奖补|资金)")
REACH_NAME = re.compile(r"(?:半径)?覆盖率|生活圈|范围")
PARTS = re.compile(r"其中")
SORT_OF_PAYEE = re.compile(r"[^,。;\n]{0,24}的(?:企业|单位|个人|项目|农户|机构|主体|园区|合作社|农场|家庭|人员|商户)?,")
INDEXED = re.compile(
    r"(?:系数|指数|容积率|PUE\)?|之比)(?:提高到|提升到|达到|达|为|降至|降到|控制在|保持在|稳定在|缩小到|"
    r"缩小至)?$")
#: A time that a plan sets: 压缩至3个工作日.
SET_TIME = re.compile(r"(?:压缩|缩短|压减|延长)(?:至|到)$|控制在$|质保期$|不超过$")
#: How long something has been, a property of it: 机构成立时间两年左右; not how long the work will take.
STANDING = re.compile(
    r"(?:成立|注册|从业|执业|从事|工作|任职|经营|运营|服务|存续|合作)[^,。;\n]{0,8}?(?:时间|时长|年限|期限|经历|经验)(?:在|为|达到?)?$")
#: Things nobody counts: 一个平台, 一支队伍.
VAGUE_THING = re.compile(r"(?:队伍|团队|体系|机制|平台|环境|格局|氛围|方案)$")
#: 千名博士引进工程: a name.
ROUND_NAME = re.compile(r"[百千万][名人企家村店户亩][^,。;:、\n\d]{0,10}?(?:工程|计划|行动)")
TOWARDS = re.compile(r"对(?![照标接口外])(?:全[县市区])?[^,。;:对]{0,24}$")
#: 建成科技中心、孵化基地等四个社区: what is named is what is promised.
BUILDS = re.compile(r"[,;:。]?(?:20\d\d年[^,。;]{0,4})?(?:新建|建成|建设|打造|创建|培育|改造)")
#: What is looked after, not delivered: 对1200家餐饮单位进行排查.
CARED_FOR = re.compile(r"[^,。;\n]{0,24}(?:监管|监测|排查|检查|巡查|督查|管控|普查|调查|考核|走访|监督|摸底|评估)")
#: Shares and marks of a procedure: 开工预付30%, 权重30%, 满分100分.
PROCEDURE = re.compile(
    r"(?:预付|付至|支付|拨付|首付|预拨|再拨|先付|再付|结清|剩余|权重(?:为|占)?|满分|总分|分值|减按|(?<![累合总共小统预估设])计(?!划))[^,。;\n\d]{0,4}$")
#: What the payees pay themselves: 农户自缴20%.
PAID_THEMSELVES = re.compile(r"(?:自缴|自付|自负|自担|个人(?:承担|缴纳|负担))(?:部分|比例|的)*(?:为|占)?$")
