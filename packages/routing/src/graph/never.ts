/**
 * The cost of what cannot be driven. Two of them still fit a 32-bit integer, so that sums need no care; costs
 * stop here, which is 10,737 km in centimetres and 1,242 days in deciseconds.
 */
export const NEVER = 0x3fff_ffff;
