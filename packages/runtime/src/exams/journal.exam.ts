import { describe } from "vitest";
import { commitExam } from "./journal/commit.exam.ts";
import { effectsExam } from "./journal/effects.exam.ts";
import type { OpenHall } from "./journal/hall.ts";
import { inspectionExam } from "./journal/inspection.exam.ts";
import { liveExam } from "./journal/live.exam.ts";
import { mailExam } from "./journal/mail.exam.ts";
import { receiptsExam } from "./journal/receipts.exam.ts";
import { rosterExam } from "./journal/roster.exam.ts";
import { sweepExam } from "./journal/sweep.exam.ts";
import { timersExam } from "./journal/timers.exam.ts";

/** What every journal promises. PostgreSQL and the twin in memory both sit this exam. */
export function journalExam(name: string, open: OpenHall): void {
  describe(`${name} is a journal`, () => {
    commitExam(open);
    mailExam(open);
    sweepExam(open);
    timersExam(open);
    receiptsExam(open);
    liveExam(open);
    rosterExam(open);
    effectsExam(open);
    inspectionExam(open);
  });
}
