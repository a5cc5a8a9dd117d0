// @ts-types="./media_types.d.ts"
export * from "std-without-types/media_types/mod.js";
