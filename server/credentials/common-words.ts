// What people in the Netherlands build weak passwords from. Each word stands for itself with any capitals, with digits
// and signs around it, and with the usual swaps of letters by digits: together many thousands of passwords.

const words = `
welkom wachtwoord geheim inloggen toegang paswoord hallo hoi doei dankjewel goedemorgen sesam sesamopenu beveiliging
veilig sleutel account gebruiker beheer beheerder computer laptop tablet telefoon internet website email google apple
samsung microsoft windows facebook youtube whatsapp netflix spotify instagram
password passwort passw0rd letmein login admin administrator master secret qwerty azerty qwertz asdfgh zxcvbn default
welcome iloveyou sunshine princess monkey dragon football baseball superman batman starwars pokemon trustno changeme
freedom whatever shadow michael jordan jennifer charlie hunter killer ranger summer winter spring autumn flower cookie
januari februari maart april mei juni juli augustus september oktober november december
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag weekend vandaag morgen gisteren
lente zomer herfst winter voorjaar najaar vakantie zomervakantie kerst kerstmis kerstboom pasen pinksteren sinterklaas
verjaardag koningsdag carnaval oudejaar nieuwjaar
amsterdam rotterdam denhaag utrecht eindhoven groningen tilburg almere breda nijmegen apeldoorn haarlem arnhem
enschede amersfoort zaandam hoofddorp zwolle leiden leeuwarden maastricht dordrecht alkmaar delft venlo deventer
sittard helmond hilversum heerlen purmerend roosendaal schiedam vlaardingen gouda zoetermeer hoorn assen emmen
hengelo almelo veenendaal nieuwegein houten zeist bilthoven naarden bussum huizen laren weesp lelystad kampen meppel
hoogeveen drachten sneek heerenveen franeker terneuzen goes middelburg vlissingen bergenopzoom oss uden weert roermond
kerkrade valkenburg doetinchem winterswijk zutphen ede wageningen barneveld ermelo harderwijk nunspeet katwijk
noordwijk scheveningen wassenaar rijswijk voorburg nederland holland belgie duitsland friesland drenthe overijssel
gelderland flevoland limburg brabant zeeland texel terschelling ameland vlieland oranje
ajax feyenoord psv azalkmaar vitesse heracles sparta willemtwee ajaxamsterdam feijenoord voetbal schaatsen wielrennen
tennis hockey korfbal volleybal zwemmen fietsen wandelen dansen zingen lezen breien puzzelen tuinieren vissen
jan piet klaas kees henk willem hendrik johannes cornelis gerrit jacob dirk arie teun bram daan sem lucas levi finn noah
thijs jesse lars milan luuk mees stijn ruben thomas tim tom jeroen martijn marcel marco patrick dennis robert richard
peter pieter paul hans frans frank erik rob ron ronald edwin johan jos joop wim theo gerard harry karel maarten michiel
mark martin vincent sander bas bart rick rik nick niels kevin jordy mohammed mohamed ahmed ali youssef ibrahim
anna maria johanna cornelia hendrika elisabeth catharina margaretha wilhelmina petronella jacoba adriana grietje trijntje
annie greet corrie riet ria truus toos nel nelly bep jopie gerda wil willy tineke ineke anneke marijke marieke marja
monique karin petra esther linda sandra mariska angelique wendy kim sanne lisa emma julia sophie lotte eva fleur tess
saar mila noor lieke femke iris anouk britt naomi laura sara roos isa maud fatima aisha khadija
oma opa omaenopa moeder vader mama papa mammie pappie broer zus zusje dochter zoon kleinzoon kleindochter tante oom
familie kinderen kleinkinderen schat schatje liefje lieverd engel engeltje prinses prins koning koningin knuffel
liefde hartje vriend vriendin vrienden mijnschat ikhouvanjou houvanjou
hond hondje poes poesje kat katje paard konijn vogel vlinder olifant tijger leeuw dolfijn beer beertje kip haan koe
varken schaap geit eend muis cavia hamster papegaai goudvis snoopy minoes max bobby tommy luna bella diesel simba
bloem bloemen bloemetje roosje tulp tulpen zonnebloem madelief viooltje boom appel appeltje peer banaan aardbei kers
citroen sinaasappel druif koffie thee bier wijn water melk brood kaas appeltaart stroopwafel drop chocola chocolade
pannenkoek friet frikandel kroket patat hagelslag pindakaas boterham aardappel stamppot
zon zonnetje maan ster sterren regenboog regen sneeuw wind zee strand duinen bos berg rivier hemel aarde wereld
rood oranje geel groen blauw paars roze zwart bruin grijs goud zilver
huis thuis woning kamer keuken tuin auto fiets trein boot vliegtuig motor vrachtwagen caravan camping
volvo opel toyota peugeot renault mercedes ferrari porsche volkswagen
geluk gelukkig vrede vrijheid gezond gezondheid leven liefleven mooi lekker leuk gezellig vrolijk blij beste super
jezus christus heilig god bijbel kerk amen gebed
dokter verpleegster ziekenhuis apotheek verpleeghuis thuiszorg mantelzorg mantelzorger client clienten dossier
bewoner pensioen ouderen senioren
`

export const commonWords: ReadonlySet<string> = new Set(words.trim().split(/\s+/))
