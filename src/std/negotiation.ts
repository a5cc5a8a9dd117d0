// @ts-types="./negotiation.d.ts"
export * from "std-without-types/http/negotiation.js";
