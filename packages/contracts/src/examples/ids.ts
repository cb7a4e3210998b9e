/** Ids as examples show them. */
export const IDS = {
  apiKey: "key_01jx5k7q3v9e2m8n4p6r0s1t2w",
  bid: "bid_01jx5k7q3v9e2m8n4p6r0s1t2w",
  document: "doc_01jx5k7q3v9e2m8n4p6r0s1t2w",
  driver: "drv_01jx5k7q3v9e2m8n4p6r0s1t2w",
  facility: "fac_01jx5k7q3v9e2m8n4p6r0s1t2w",
  invitation: "ivt_01jx5k7q3v9e2m8n4p6r0s1t2w",
  organization: "org_01jx5k7q3v9e2m8n4p6r0s1t2w",
  package: "pkg_01jx5k7q3v9e2m8n4p6r0s1t2w",
  payment: "pay_01jx5k7q3v9e2m8n4p6r0s1t2w",
  session: "fam_01jx5k7q3v9e2m8n4p6r0s1t2w",
  traffic: "trf_01jx5k7q3v9e2m8n4p6r0s1t2w",
  shipment: "shp_01jx5k7q3v9e2m8n4p6r0s1t2w",
  shipper: "shr_01jx5k7q3v9e2m8n4p6r0s1t2w",
  trip: "trp_01jx5k7q3v9e2m8n4p6r0s1t2w",
  user: "usr_01jx5k7q3v9e2m8n4p6r0s1t2w",
} as const;
