import { realWorld } from "@msafara/kernel";
import { busExam } from "../exams/bus.exam.ts";
import { openMemoryBus } from "./memory-bus.ts";
import { openMemoryExchange } from "./memory-exchange.ts";

// The exam looks at real time, since it also examines a real broker.
busExam("memory", async () => {
  const world = realWorld();
  const exchange = openMemoryExchange({ world });
  const one = openMemoryBus({ world, exchange });
  const other = openMemoryBus({ world, exchange });
  const close = async () => {
    await Promise.all([one.close(), other.close()]);
    exchange.flush();
  };
  return { one, other, close };
});

busExam("memory over a wire", async () => {
  const world = realWorld();
  const exchange = openMemoryExchange({ world });
  const one = openMemoryBus({ world, exchange, faults: {} });
  const other = openMemoryBus({ world, exchange, faults: {} });
  const close = async () => {
    await Promise.all([one.close(), other.close()]);
    exchange.flush();
  };
  return { one, other, close };
});
