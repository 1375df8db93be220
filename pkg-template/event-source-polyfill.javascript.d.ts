/** Sets nothing that a page would use: the classic script finds it. */
export {};
