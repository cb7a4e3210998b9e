import { journalExam } from "@msafara/runtime/exams";
import { openHall } from "./specs/open-hall.ts";

journalExam("PostgreSQL", openHall);
