import type { Language } from "@msafara/contracts";

/** The words of the front page. */
export interface Words {
  readonly title: string;
  readonly claim: string;
  readonly ready: string;
  readonly starting: string;
  readonly gone: string;
  readonly parts: string;
  readonly version: string;
  readonly database: string;
  readonly embedded: string;
  readonly external: string;
  readonly bus: string;
  readonly inProcess: string;
  readonly nodes: string;
  readonly away: string;
  readonly alive: string;
  readonly partitions: string;
  readonly residents: string;
  readonly callsWaiting: string;
  readonly timersArmed: string;
  readonly doors: string;
  readonly docs: string;
  readonly openapi: string;
  readonly asyncapi: string;
  readonly health: string;
  readonly metrics: string;
  /** Whose agents are in memory; a role without a word goes by its own. */
  readonly roles: Readonly<Record<string, string>>;
  readonly seenAt: string;
  readonly market: string;
  readonly open: string;
  readonly booked: string;
  readonly underWay: string;
  readonly delivered: string;
  readonly drivers: string;
  readonly bids: string;
}

/** The same page in every language of the house. */
export const words: Readonly<Record<Language, Words>> = {
  en: {
    title: "Msafara",
    claim: "The open platform on which a freight market runs.",
    ready: "Open for business",
    starting: "Not ready yet",
    gone: "Does not answer just now; these are its last figures",
    parts: "What runs here",
    version: "Version",
    database: "Database",
    embedded: "PostgreSQL, embedded",
    external: "PostgreSQL",
    bus: "Bus",
    inProcess: "in this process",
    nodes: "Nodes",
    away: "does not answer",
    alive: "Alive now",
    partitions: "Partitions owned",
    residents: "Agents in memory",
    callsWaiting: "Calls waiting",
    timersArmed: "Timers armed",
    doors: "Doors",
    docs: "The API on one page",
    openapi: "The API, for programs",
    asyncapi: "Live events, for programs",
    health: "How it is",
    metrics: "Metrics",
    roles: {
      driver: "of drivers",
      shipper: "of shippers",
      platform: "of loads",
      payment: "of payments",
    },
    seenAt: "Seen at",
    market: "The market now",
    open: "Loads open",
    booked: "Booked",
    underWay: "Under way",
    delivered: "Delivered",
    drivers: "Drivers on shift",
    bids: "Bids in the last hour",
  },
  sw: {
    title: "Msafara",
    claim: "Jukwaa huria la soko la usafirishaji wa mizigo.",
    ready: "Tuko wazi",
    starting: "Bado haiko tayari",
    gone: "Haijibu kwa sasa; hizi ni takwimu zake za mwisho",
    parts: "Kinachoendeshwa hapa",
    version: "Toleo",
    database: "Hifadhidata",
    embedded: "PostgreSQL, ya ndani",
    external: "PostgreSQL",
    bus: "Njia ya ujumbe",
    inProcess: "ndani ya programu hii",
    nodes: "Nodi",
    away: "haijibu",
    alive: "Hai sasa",
    partitions: "Sehemu zinazomilikiwa",
    residents: "Mawakala kumbukumbuni",
    callsWaiting: "Maombi yanayosubiri",
    timersArmed: "Vipima muda",
    doors: "Milango",
    docs: "API kwenye ukurasa mmoja",
    openapi: "API, kwa programu",
    asyncapi: "Matukio ya sasa, kwa programu",
    health: "Hali yake",
    metrics: "Vipimo",
    roles: {
      driver: "wa madereva",
      shipper: "wa wenye mizigo",
      platform: "wa mizigo",
      payment: "wa malipo",
    },
    seenAt: "Imeonekana",
    market: "Soko sasa hivi",
    open: "Mizigo inayosubiri",
    booked: "Imepata gari",
    underWay: "Iko njiani",
    delivered: "Imefikishwa",
    drivers: "Madereva kazini",
    bids: "Zabuni za saa iliyopita",
  },
};
