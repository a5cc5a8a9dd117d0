// @ts-types="./status.d.ts"
export * from "std-without-types/http/status.js";
