export { busExam, type BusPair } from "./bus.exam.ts";
