// @ts-types="./assert.d.ts"
export * from "std-without-types/assert/mod.js";
