/** What one sees once one has joined, and afterwards. @module */
export { Over } from "./over/Over.tsx";
export { InCall } from "./stage/InCall.tsx";
