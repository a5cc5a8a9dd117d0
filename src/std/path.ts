// @ts-types="./path.d.ts"
export * from "std-without-types/path/mod.js";
