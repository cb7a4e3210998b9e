/** How an embedded server is set; what PostgreSQL itself does well stays as it is. */
export function serverSettings({ fsync }: { readonly fsync: boolean }): readonly string[] {
  const settings: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    // Sockets have a length limit that a deep checkout breaks, and nobody uses them here.
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: "128MB",
    wal_compression: "on",
    max_wal_size: "1GB",
    // Mailboxes are a queue: dead rows must go soon, or every look walks over them.
    autovacuum_naptime: "10s",
    // Turns are short set-based calls; compiling a plan costs more than it saves.
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    log_min_messages: "warning",
    lc_messages: "C",
  };
  if (!fsync) {
    Object.assign(settings, { fsync: "off", full_page_writes: "off", synchronous_commit: "off" });
  }
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
