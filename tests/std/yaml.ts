// @ts-types="./yaml.d.ts"
export * from "std-without-types/yaml/parse.js";
