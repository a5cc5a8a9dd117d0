// Function by function: the module that has them all brings sixty files, each of which a starting program would read.
// @ts-types="./path.d.ts"
export { SEPARATOR } from "std-without-types/path/constants.js";
// @ts-types="./path.d.ts"
export { basename } from "std-without-types/path/basename.js";
// @ts-types="./path.d.ts"
export { dirname } from "std-without-types/path/dirname.js";
// @ts-types="./path.d.ts"
export { extname } from "std-without-types/path/extname.js";
// @ts-types="./path.d.ts"
export { fromFileUrl } from "std-without-types/path/from_file_url.js";
// @ts-types="./path.d.ts"
export { join } from "std-without-types/path/join.js";
// @ts-types="./path.d.ts"
export { relative } from "std-without-types/path/relative.js";
// @ts-types="./path.d.ts"
export { resolve } from "std-without-types/path/resolve.js";
// @ts-types="./path.d.ts"
export { toFileUrl } from "std-without-types/path/to_file_url.js";
