export { type MapShelf, openMapShelf } from "./map-shelf.ts";
