/** Ids say what they name: `shp_01JX…`, `drv_01JX…`. The prefix is the type. */
export type Id<Kind extends string = string> = `${Kind}_${string}`;
