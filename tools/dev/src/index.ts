export { openRedis, type PrivateRedis, type PrivateRedisOptions } from "./redis.ts";
export { openTestDatabase, type TestDatabase } from "./test-database.ts";
export { openTestRedis, openTestRedisServer, type TestRedis } from "./test-redis.ts";
