using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Clients;

/// <summary>The checkpoints under a folder.</summary>
internal sealed record CheckpointsResult(IReadOnlyList<CheckpointResult> Checkpoints)
{
    public static CheckpointsResult Of(ListCheckpointsResponse response) => new(
        [.. response.Checkpoints.Select(found => new CheckpointResult(found.Path, found.Step, found.Epoch, found.Loss, found.CreatedAt))]);
}
