// @ts-types="./etag.d.ts"
export * from "std-without-types/http/etag.js";
