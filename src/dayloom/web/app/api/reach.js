// Whether the server was reached the last time that it was asked.

import { signal } from "../vendor/preact.js";

export const reached = signal(true);
