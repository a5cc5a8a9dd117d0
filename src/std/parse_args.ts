// @ts-types="./parse_args.d.ts"
export * from "std-without-types/cli/parse_args.js";
