"""The words of ``facts/rows/words.py`` in other languages, as far as a headline of this beat needs them."""

FOREIGN: dict[str, str] = {
    "defence": "军事|国防|防务|军队|两军|دفاعی|دفاع|فوجی|عسکری|रक्षा|सैन्य|सेना|военный|военное|военная|военно|оборона|оборонный|оборонное|вооруженные силы|savunma|askeri|প্রতিরক্ষা|সামরিক|সেনা|apărare|militare|militar|militaire|défense|defensa|militar|Verteidigung|Militär|militärisch|pertahanan|militer|دفاعي|عسكري|عسكرية|العسكري|الدفاع|نظامی|defensie|difesa|防衛|軍事|国防省|군사|국방|quân sự|quốc phòng",
    "security": "安全|سلامتی|सुरक्षा|безопасность|güvenlik|নিরাপত্তা|sécurité|seguridad|Sicherheit|keamanan|أمن|امنیت|安全保障|안보|securitate",
    "force": "陆军|海军|空军|部队|فوج|بحریہ|فضائیہ|آرمی|नौसेना|वायुसेना|थलसेना|армия|флот|ВВС|ВМС|ВМФ|десантник|ordu|donanma|hava kuvvetleri|deniz kuvvetleri|বাহিনী|নৌবাহিনী|বিমানবাহিনী|armata|armée|marine|ejército|armada|Armee|Bundesmarine|angkatan laut|angkatan darat|الجيش|البحرية|ارتش|海自|海軍",
    "weapon": "导弹|战机|战斗机|潜艇|护卫舰|驱逐舰|无人机|坦克|军舰|防空系统|直升机|武器|میزائل|آبدوز|جنگی طیارہ|لڑاکا طیارے|طیارے|ڈرون|ٹینک|فریگیٹ|ائیرڈیفنس سسٹم|ائیرڈیفنس|ایئر ڈیفنس|ایئر ڈیفنس سسٹم|ڈیفنس سسٹم|ہیلی کاپٹر|मिसाइल|पनडुब्बी|लड़ाकू विमान|ड्रोन|टैंक|ракета|подводная лодка|подлодка|истребитель|самолет|беспилотник|танк|фрегат|корабль|ЗРК|вертолет|оружие|вооружение|füze|denizaltı|savaş uçağı|İHA|SİHA|tank|fırkateyn|korvet|helikopter|silah|hava savunma sistemi|ক্ষেপণাস্ত্র|যুদ্ধবিমান|সাবমেরিন|ড্রোন|rachetă|avioane de luptă|missile|sous-marin|avion de chasse|frégate|char|misil|submarino|fragata|Rakete|U-Boot|Kampfjet|Kampfpanzer|Fregatte|rudal|kapal selam|jet tempur|صاروخ|غواصة|طائرة مقاتلة|موشک|زیردریایی",
    "arms": "武器|军火|军备|اسلحہ|हथियार|оружие|вооружение|silah|অস্ত্র|armes|armas|Waffen|senjata|أسلحة|تسلیحات",
    "sign": "签署|签订|达成|دستخط|معاہدے پر دستخط|हस्ताक्षर|подписать|подписали|подписал|подписание|imzaladı|imzalandı|imza|imzalayacak|স্বাক্ষর|সই|semnat|semnează|signé|signent|signer|firma|firman|firmaron|unterzeichnen|unterzeichnet|menandatangani|توقيع|وقعت|امضا",
    "signed": "签署|签订|دستخط|हस्ताक्षर|подписать|подписали|подписал|imzaladı|imzalandı|স্বাক্ষর|semnat|signé|signent|firman|unterzeichnet|menandatangani|توقيع",
    "instrument": "协议|协定|条约|备忘录|合同|معاہدہ|معاہدے|سمجھوتہ|مفاہمت کی یادداشت|यादداشت|समझौता|समझौते|करार|соглашение|договор|контракт|меморандум|anlaşma|anlaşması|anlaşmadan|anlaşmasını|anlaşmaya|anlaşmasından|anlaşmasına|sözleşme|mutabakat|mutabakat zaptı|চুক্তি|সমঝোতা|acord|accord|traité|contrat|acuerdo|tratado|Abkommen|Vertrag|perjanjian|kesepakatan|اتفاقية|اتفاق|توافق|قرارداد",
    "cooperation": "合作|军事合作|防务合作|تعاون|دفاعی تعاون|सहयोग|रक्षा सहयोग|сотрудничество|военное сотрудничество|işbirliği|iş birliği|সহযোগিতা|cooperare|coopération|cooperación|Zusammenarbeit|kerja sama|تعاون عسكري|همکاری",
    "sell": "出售|出口|提供|فروخت|فراہم|بیچ|बिक्री|बेच|निर्यात|поставка|поставить|поставит|продажа|продаст|экспорт|satış|satacak|sattı|ihraç|বিক্রি|রপ্তানি|vente|vend|venta|vende|verkauft|Lieferung|menjual|بيع|فروش",
    "buy": "购买|采购|订购|خرید|خریداری|خریدے|खरीद|खरीदेगा|закупка|купить|покупка|приобрести|satın aldı|satın alacak|alacak|alım|sipariş|কিনবে|কেনা|ক্রয়|achat|achète|acheter|compra|kauft|kaufen|membeli|شراء|خرید",
    "deliver": "交付|服役|列装|入列|下水|شمولیت|شامل|حوالے|بیڑے میں شامل|शामिल|सौंपा|तैनात|принят на вооружение|передать|передала|передан|поставила|teslim|teslim etti|teslim aldı|envantere|হস্তান্তর|যুক্ত|livré|livraison|entregó|entrega|ausgeliefert|diserahkan|تسليم|تحویل",
    "joint": "联合|联演|共同|مشترکہ|संयुक्त|совместный|совместные|совместное|совместных|ortak|müşterek|যৌথ|যৌথভাবে|comune|commun|conjoint|conjointe|conjunto|conjunta|gemeinsame|bersama|مشترك|مشتركة|مشترک|合同|連合|공동|연합",
    "drill": "演习|军演|演练|联合训练|مشق|مشقیں|مشقوں|جنگی مشق|अभ्यास|युद्धाभ्यास|учения|учение|маневры|tatbikat|tatbikatı|মহড়া|অনুশীলন|exerciții|exercițiu|exercices|exercice|manœuvres|ejercicios|ejercicio|maniobras|Manöver|Übung|latihan|مناورات|تمرين|رزمایش|演習|訓練|훈련",
    "meet": "会见|会晤|访问|会谈|抵达|ملاقات|دورہ|دورے|مذاکرات|मुलाकात|बैठक|दौरा|यात्रा|वार्ता|встреча|встретился|визит|переговоры|прибыл|görüştü|görüşme|ziyaret|ziyareti|সাক্ষাৎ|সফর|বৈঠক|întâlnire|vizită|rencontre|visite|reunión|visita|Treffen|Besuch|bertemu|kunjungan|لقاء|زيارة|دیدار",
    "chief": "国防部长|防长|总参谋长|参谋长|司令|军委副主席|陆军参谋长|海军司令|空军司令|وزیر دفاع|آرمی چیف|سپہ سالار|نیول چیف|ایئر چیف|ائیر چیف|جنرل|فیلڈ مارشل|ایڈمرل|रक्षा मंत्री|सेना प्रमुख|थलसेना प्रमुख|नौसेना प्रमुख|जनरल|министр обороны|главком|начальник генштаба|генерал|адмирал|savunma bakanı|genelkurmay başkanı|orgeneral|tümgeneral|korgeneral|সেনাপ্রধান|প্রতিরক্ষামন্ত্রী|জেনারেল|ministrul apărării|colonel|colonelul|ministre de la Défense|ministre des Armées|ministro de Defensa|Verteidigungsminister|menteri pertahanan|panglima|وزير الدفاع|وزیر دفاع",
    "train": "训练|培训|تربیت|प्रशिक्षण|подготовка|обучение|eğitim|প্রশিক্ষণ|formation|entrenamiento|Ausbildung|pelatihan|تدريب|آموزش",
    "aid": "军援|军事援助|فوجی امداد|सैन्य सहायता|военная помощь|askeri yardım|সামরিক সহায়তা|aide militaire|ayuda militar|Militärhilfe|bantuan militer|مساعدات عسكرية",
    "sanction": "制裁|禁运|پابندی|پابندیاں|प्रतिबंध|санкции|эмбарго|yaptırım|ambargo|নিষেধাজ্ঞা|embargo|sanctions|sanciones|Sanktionen|sanksi|عقوبات|تحریم",
    "halt": "çekildi|çekildiklerini|çekildiğini|取消|暂停|منسوخ|منسوخی|रद्द|отменить|приостановить|приостановила|iptal|iptal etti|askıya|বাতিল|annulé|suspendu|cancela|suspende|gestoppt|إلغاء",
    "deny": "否认|驳斥|تردید|خنداں|खंडन|опроверг|опровергла|yalanladı|yalanlama|অস্বীকার|dément|desmiente|dementiert|membantah|نفى|تکذیب",
    "react": "否认|驳斥|谴责|تردید|مذمت|खंडन|निंदा|опроверг|осудил|yalanladı|kınadı|অস্বীকার|dément|condamne|desmiente|dementiert|membantah",
    "base": "军事基地|海军基地|فوجی اڈہ|बحری اڈہ|सैन्य अड्डा|военная база|askeri üs|deniz üssü|ঘাঁটি|base militaire|base militar|Militärbasis|pangkalan militer|قاعدة عسكرية",
    "coproduce": "联合生产|合作生产|联合研制|技术转让|مشترکہ پیداوار|संयुक्त उत्पादन|совместное производство|ortak üretim|যৌথ উৎপাদন|coproduction|coproducción",
    "talks-of-sale": "görüşmeleri|görüşmelerine|洽谈|مذاکرات|बातचीत|переговоры|görüşmelere|আলোচনা",
}

ACTORS: tuple[tuple[str, str], ...] = (
    # seats, demonyms and short names that CLDR does not give: country, names
    (
        "CN",
        "中国|中方|北京|中巴|چین|چینی|بیجنگ|चीन|चीनी|बीजिंग|Китай|китайский|КНР|Пекин|=Çin|=Çin'in|=Çinli|=Pekin|চীন|চীনা|বেইজিং|বেইজিংয়ে|পিপলস লিবারেশন আর্মি|=Chine|=chinois|=chinoise|Pékin|=chino|=chinesische|=Tiongkok|=Cina|الصين|=China-Bangladeș|=chinez",
    ),
    (
        "PK",
        "巴基斯坦|巴方|伊斯兰堡|巴铁|中巴|پاکستان|پاکستانی|پاک|اسلام آباد|راولپنڈی|पाकिस्तान|पाकिस्तानी|पाक|इस्लामाबाद|Пакистан|пакистанский|Исламабад|=Pakistanlı|=Pakistan'dan|পাকিস্তান|পাকিস্তানি|باكستان|pakistanais|paquistaní",
    ),
    (
        "IN",
        "印度|印方|新德里|بھارت|بھارتی|ہندوستان|انڈیا|نئی دہلی|भारत|भारतीय|नई दिल्ली|Индия|индийский|Нью-Дели|=Hindistan|=Hint|ভারত|ভারতীয়|دہلی|الهند|=Inde|=indien|=indische",
    ),
    (
        "US",
        "美国|美方|美军|华盛顿|امریکہ|امریکا|امریکی|واشنگٹن|अमेरिका|अमेरिकी|वाशिंगटन|США|американский|Вашингтон|=ABD|=Amerikan|যুক্তরাষ্ট্র|মার্কিন|آمریکا|أمريكا|الولايات المتحدة|États-Unis|=Estados Unidos|=EEUU|=américain|=SUA",
    ),
    (
        "RU",
        "俄罗斯|俄方|俄军|莫斯科|中俄|روس|روسی|ماسکو|रूस|रूसी|मास्को|Россия|российский|РФ|Москва|=Rusya|=Rus|রাশিয়া|রুশ|روسيا|=Russie|=Rusia|=Russland|=russe|=rus",
    ),
    (
        "TR",
        "土耳其|安卡拉|ترکی|ترکیہ|ترک|انقرہ|तुर्की|तुर्किये|Турция|турецкий|Анкара|=Türk|=Türkiye|=Türkiye'ye|তুরস্ক|تركيا|ترکیه|=Turquie|=Turquía|=Türkei|=turc",
    ),
    (
        "BD",
        "孟加拉国|孟方|达卡|بنگلہ دیش|بنگلادیش|बांग्लादेश|ढाका|Бангладеш|=Bangladeş|বাংলাদেশ|বাংলাদেশে|ঢাকা|=Bangladeș",
    ),
    (
        "SA",
        "沙特|沙特阿拉伯|利雅得|سعودی|سعودی عرب|ریاض|सऊदी|सऊदी अरब|Саудовская Аравия|саудовский|Эр-Рияд|=Suudi|=Suudi Arabistan|সৌদি|السعودية|عربستان",
    ),
    ("IR", "伊朗|德黑兰|ایران|ایرانی|تہران|ईरान|ईरानी|Иран|иранский|Тегеран|=İran|ইরান|إيران|تهران"),
    (
        "AZ",
        "阿塞拜疆|巴库|آذربائیجان|باکو|अज़रबैजान|अजरबैजान|Азербайджан|азербайджанский|Баку|=Azerbaycan|=Bakü|আজারবাইজান",
    ),
    ("AF", "阿富汗|喀布尔|افغانستان|افغان|کابل|अफगानिस्तान|Афганистан|Кабул|=Afganistan|আফগানিস্তান"),
    ("JP", "日本|东京|日美|جاپان|जापान|Япония|японский|Токио|=Japonya|জাপান|=Japon|=Japón"),
    (
        "GB",
        "英国|伦敦|برطانیہ|برطانوی|ब्रिटेन|Великобритания|британский|Лондон|=İngiltere|যুক্তরাজ্য|ব্রিটেন|=Royaume-Uni",
    ),
    ("FR", "法国|巴黎|فرانس|फ्रांस|Франция|французский|Париж|=Fransa|ফ্রান্স|=français|=française"),
    ("UA", "乌克兰|基辅|یوکرین|यूक्रेन|Украина|украинский|Киев|=Ukrayna|ইউক্রেন|أوكرانيا"),
    ("AE", "阿联酋|متحدہ عرب امارات|امارات|यूएई|संयुक्त अरब अमीरात|ОАЭ|=BAE ülkesi|আমিরাত|الإمارات"),
    ("NP", "尼泊尔|加德满都|نیپال|नेपाल|नेपाली|काठमांडू|Непал|নেপাল"),
    ("LK", "斯里兰卡|科伦坡|سری لنکا|श्रीलंका|Шри-Ланка|শ্রীলঙ্কা"),
    ("KR", "韩国|首尔|韩美|جنوبی کوریا|दक्षिण कोरिया|Южная Корея|=Güney Kore|দক্ষিণ কোরিয়া"),
    ("KP", "朝鲜|平壤|شمالی کوریا|उत्तर कोरिया|КНДР|Северная Корея|=Kuzey Kore|উত্তর কোরিয়া"),
    ("BY", "白俄罗斯|明斯克|بیلاروس|बेलारूस|Беларусь|Белоруссия|белорусский|Минск"),
    ("IL", "以色列|اسرائیل|इज़राइल|इजरायल|Израиль|израильский|=İsrail|ইসরায়েল|إسرائيل"),
)
