// Whether the person's calendar elsewhere is told what is planned here, as the profile says. Every write of a block, and of a
// task's name, carries it; where no calendar can be written the server takes no notice.

import { settings } from "./session.js";

/** The part of a body or query that says so. @returns {{outbound_sync?: true}} */
export const outward = () => (settings.value?.sync_external_calendar === "always" ? { outbound_sync: true } : {});
