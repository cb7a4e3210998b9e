export { moneySchema } from "./money.ts";
