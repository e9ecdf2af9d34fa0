// What the browser keeps for the app when it is closed: the last answers, and the writes that the server has not seen.

/** @type {Promise<IDBDatabase> | undefined} */
let opening;

function database() {
  opening ??= new Promise((resolve, refuse) => {
    const asked = indexedDB.open("dayloom", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("answers", { keyPath: "key" }).createIndex("at", "at");
      asked.result.createObjectStore("writes", { keyPath: "number", autoIncrement: true });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => refuse(asked.error);
  });
  return opening;
}

/**
 * Does something in one transaction; its promise is kept once the browser has it for good.
 * @template T
 * @param {"answers" | "writes"} name @param {(store: IDBObjectStore) => IDBRequest<T>} act @returns {Promise<T>}
 */
export async function within(name, act) {
  const transaction = (await database()).transaction(name, "readwrite");
  const request = act(transaction.objectStore(name));
  return new Promise((resolve, refuse) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => refuse(transaction.error);
  });
}
