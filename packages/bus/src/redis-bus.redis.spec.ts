import { realWorld } from "@msafara/kernel";
import { openTestRedis } from "../../../tools/dev/src/test-redis.ts";
import { busExam } from "../../runtime/src/exams/bus.exam.ts";
import { openRedisBus } from "./open-redis-bus.ts";

busExam("Redis", async () => {
  const { url, prefix, close } = await openTestRedis();
  const open = () => openRedisBus({ url, prefix, world: realWorld() });
  const [one, other] = await Promise.all([open(), open()]);
  return {
    one,
    other,
    close: async () => {
      await Promise.all([one.close(), other.close()]);
      await close();
    },
  };
});
