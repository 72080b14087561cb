"""Word lists: what forces, places and other parties are called in the news. All in folded form."""

from schemas.event import PlaceKind


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


FORCE_NOUNS = _listed(
    """forces force troops troop army armies soldiers fighters fighter militants militant militia militias
    militiamen rebels rebel
    insurgents insurgent jihadists jihadist extremists terrorists guerrillas gunmen separatists paramilitaries
    paramilitary
    regime government military police units brigades brigade battalion division regiment corps commandos
    marines peshmerga
    coalition alliance junta navy guard guards loyalists faction factions tribesmen militaries opposition
    defenders invaders
    occupiers mercenaries legion front brigadists authorities command gang gangs warlord warlords paratroopers
    infantry
    airborne partisans mujahideen"""
)
"""The last word of a description of an armed or political actor."""

FORCE_MODIFIERS = _listed(
    """government rebel regime loyalist opposition allied pro anti joint special security armed ground local
    tribal border
    ethnic islamist jihadist sunni shiite shia christian kurdish arab national separatist federal counter
    terrorism elite state
    foreign main army military militia insurgent coalition terrorist paramilitary hardline ultra other rival militant
    popular mobilization mobilisation people's peoples syrian's occupation enemy takfiri democratic led backed
    supported
    aligned affiliated held loyal friendly mounted armoured armored mechanised mechanized mainly largely mostly"""
)

WELL_KNOWN = _listed(
    """isis isil daesh hezbollah hizbollah hizbullah taliban houthis houthi m23 rsf hamas wagner boko haram
    al-shabaab shabaab ypg
    ypj pkk sdf pmf pmu hashd fsa tplf eplf uno unita fln ltte eln farc mlc rcd nva vietcong russians
    ukrainians turks kurds
    israelis germans soviets americans british french iraqis syrians iranians serbs croats azerbaijanis
    armenians ethiopians
    eritreans rwandans ugandans azeris"""
)
"""Actors whose names stand alone without a word such as "forces"."""

NOT_ACTORS = _listed(
    """convoy convoys civilians refugees residents people families journalists warplanes planes jets aircraft
    helicopters
    helicopter plane warplane drone drones inspectors buses trucks protesters demonstrators peacekeepers
    delegation migrants
    team teams workers villagers students farmers airstrikes airstrike strikes strike shelling missiles rockets
    raids bomber
    company companies prices temperatures storm party parties candidates voters team players striker club
    shares markets
    investors patients children women evacuees monks pilgrims tourists smugglers"""
)
"""Subjects whose coming and going is not territory news."""

PERSONS = _listed(
    """official officials resident residents inhabitants locals witness witnesses source sources activist activists
    analyst analysts observer observers leader leaders commander commanders spokesmen spokeswoman spokesperson
    spokespersons ministers diplomat diplomats reporter reporters lawmakers politicians elders governors mayors
    prisoner prisoners hostages survivors negotiators mediators doctors medics citizens men"""
)
"""Who speaks of a place, or lives or suffers there, and is none."""

_HEADS_BY_KIND = {
    PlaceKind.CITY: "city cities capital metropolis",
    PlaceKind.TOWN: "town towns township stronghold bastion hub hubs",
    PlaceKind.VILLAGE: "village villages hamlet hamlets settlement settlements",
    PlaceKind.CROSSING: "crossing crossings checkpoint checkpoints post posts gate",
    PlaceKind.BASE: """base bases airbase airbases airport airports barracks airfield airstrip camp outpost
    headquarters garrison
    station stations""",
    PlaceKind.FIELD: "field fields oilfield oilfields refinery",
    PlaceKind.DAM: "dam dams",
    PlaceKind.BRIDGE: "bridge bridges",
    PlaceKind.ROAD: "road roads highway highways route routes motorway corridor line lines lifeline artery",
    PlaceKind.BORDER: "border borders frontier frontiers boundary",
    PlaceKind.REGION: """province provinces region regions district districts governorate oblast state area
    areas territory
    territories enclave pocket countryside valley desert peninsula neighborhood neighbourhood neighborhoods
    neighbourhoods quarter
    suburb suburbs county strip land lands ground swathe swathes zone zones stretch outskirts subdistrict
    canton sector site sites
    parts side bank streets""",
    PlaceKind.COUNTRY: "country republic kingdom",
    PlaceKind.OTHER: """hill hills hilltop hilltops mountain mountains heights ridge island islands port
    factory plant prison
    citadel castle compound complex building buildings position positions junction crossroads silos hospital
    mosque university
    palace farms farm river lake pass""",
}
PLACE_HEADS = {word: kind for kind, heads in _HEADS_BY_KIND.items() for word in heads.split()}
"""The head noun of a place description, and the kind of place that it tells of."""

HEADS_OR_VERBS = _listed("pass post station field base land stretch bridge line side part ground port")
"""Heads that are verbs as well: "let them pass"."""

PLACE_MODIFIERS = _listed(
    """strategic key border northern southern eastern western northeastern northwestern southeastern
    southwestern north south east
    west central nearby besieged last main important small large largest biggest old new entire whole remaining
    vital rebel
    militant international disputed provincial regional frontier embattled coastal desert oil air military
    several many some
    few dozens dozen two three four five six seven eight nine ten more other neighbouring neighboring adjacent
    strategically
    symbolic ancient historic outer inner upper lower mountainous industrial residential supply only single
    last-held shared
    crucial sparsely surrounding iraqi syrian turkish jordanian lebanese iranian common official land railway
    train power gas
    artillery army held controlled led city town village desert joint natural sprawling northernmost
    southernmost busiest busy"""
)

DIRECTIONS = _listed(
    """north south east west northeast northwest southeast southwest northern southern eastern western
    northeastern northwestern
    southeastern southwestern central downtown upper lower"""
)

NOT_NAMES = _listed(
    """the a an this that these those it its he she they them their his her we our you i who which what when
    where while after
    before as at by for from in into of on onto over to with without and or but not no nor if so than then
    there here all any
    some many most more much both each every few several other another such only also just still now yet once
    since until during
    against between among about near under through across along toward towards around behind beyond outside
    inside within
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october
    november december today yesterday meanwhile however earlier later last next on said says according despite
    amid overnight
    elsewhere separately although though because like are is was were be been has have had will would could
    should do does did
    up out off down back away mr mrs ms dr gen lt col president minister spokesman commander general colonel
    captain major
    governor secretary director chief deputy chairman premier senator ambassador envoy photo
    update breaking video live watch analysis opinion claim report reports new"""
)
"""Capitalised words that are not (part of) a name: they begin sentences, or stand in headlines and titles."""

IRREGULAR_PARTICIPLES = _listed(
    """taken retaken overrun overtaken won driven thrown swept fallen withdrawn fled left quit given lost held
    broken fought laid
    put cut beaten shut met redrawn"""
)
"""Participles of the verbs of the lexicon that do not end in -ed."""

_STATES = """afghanistan, albania, algeria, angola, argentina, armenia, austria, azerbaijan, bahrain,
     bangladesh, belarus,
    belgium, bosnia, brazil, britain, bulgaria, burkina faso, burundi, cambodia, cameroon,
     central african republic, chad, chile,
    china, colombia, congo, croatia, cuba, cyprus, denmark, djibouti, ecuador, egypt, eritrea, estonia,
     eswatini, ethiopia, finland,
    france, gabon, georgia, germany, ghana, greece, guinea, haiti, honduras, hungary, india, indonesia, iran,
     iraq, israel, italy,
    japan, jordan, kazakhstan, kenya, kosovo, kuwait, kyrgyzstan, laos, latvia, lebanon, liberia, libya,
     lithuania, mali, mauritania,
    mexico, moldova, mongolia, montenegro, morocco, mozambique, myanmar, namibia, nepal, netherlands, nicaragua,
     niger, nigeria,
    north korea, north macedonia, norway, oman, pakistan, panama, peru, philippines, poland, portugal, qatar,
     romania, russia, rwanda,
    saudi arabia, senegal, serbia, sierra leone, slovakia, slovenia, somalia, somaliland, south africa,
     south korea, south sudan,
    soviet union, spain, sudan, sweden, switzerland, syria, taiwan, tajikistan, tanzania, thailand, tunisia,
     turkey, turkmenistan,
    türkiye, uganda, ukraine, united arab emirates, united kingdom, united states, uruguay, uzbekistan,
     venezuela, vietnam, yemen,
    yugoslavia, zambia, zimbabwe"""
COUNTRIES = frozenset(" ".join(name.split()) for name in _STATES.split(","))
"""States, folded: a force that enters one crosses a border, and a state's name can stand for its government."""
