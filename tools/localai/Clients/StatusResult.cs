using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Clients;

/// <summary>What <c>status --json</c> prints.</summary>
/// <param name="State">uninitialized, busy, ready or error.</param>
/// <param name="MemoryTotal">Bytes in use.</param>
/// <param name="Memory">Bytes by name.</param>
internal sealed record StatusResult(string State, ulong MemoryTotal, IReadOnlyDictionary<string, ulong> Memory)
{
    /// <summary>Reads the host's answer.</summary>
    public static StatusResult Of(StatusResponse status) => new(
        status.State.ToString().ToLowerInvariant(), status.Memory?.Total ?? 0, status.Memory?.Breakdown.ToDictionary() ?? []);
}
