export const admin = [];
