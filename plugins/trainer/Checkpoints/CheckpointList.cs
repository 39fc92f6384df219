namespace LocalAI.Plugins.Trainer.Checkpoints;

/// <summary>Lists the checkpoints of a training.</summary>
internal static class CheckpointList
{
    /// <summary>Those in an output folder by their steps, without damaged ones; none where the folder is not there.</summary>
    public static IReadOnlyList<CheckpointInfo> Read(string outputFolder)
    {
        var list = new List<CheckpointInfo>();
        foreach (var (step, folder) in CheckpointFolders.Find(outputFolder))
        {
            if (TrainerState.Read(folder) is { } state)
                list.Add(new CheckpointInfo(folder, step, state.Epoch, state.Loss, Directory.GetLastWriteTimeUtc(folder)));
        }
        return list;
    }
}
