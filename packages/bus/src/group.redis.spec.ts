import { openTestRedis } from "@msafara/dev";
import { realWorld } from "@msafara/kernel";
import { groupExam } from "@msafara/runtime/exams";
import { openRedisBus } from "./open-redis-bus.ts";

const world = realWorld();

groupExam("Redis", async () => {
  const { url, prefix, close } = await openTestRedis();
  const open = () => openRedisBus({ url, prefix, world });
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
