using LocalAI.Plugins.Store.Requests;
using LocalAI.Plugins.Store.Rows;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>Loads a folder that was locked and makes it ready for writes.</summary>
internal static class FolderOpening
{
    /// <returns>The log to write on.</returns>
    public static LogFile Open(
        StoreSettings settings, RowTable table, Snapshotter snapshotter, ILogger logger, FolderTraits traits,
        CancellationToken cancellationToken)
    {
        var folder = settings.Folder!;
        var contents = FolderContents.List(folder);
        if (contents.IsEmpty)
            return Create(folder, 1, 0, settings, traits);

        LoadedFolder loaded;
        using (var files = FolderFiles.Open(folder, contents))
            loaded = new FolderLoad(files, table, cancellationToken).Run(settings.Name);
        Log.Loaded(logger, table.Current.Live, loaded.Name, folder);
        if (loaded.Torn > 0)
            Log.Cut(logger, loaded.Torn, Path.Combine(folder, FileName.Of(FileKind.Log, loaded.LastLog)), loaded.Length);
        snapshotter.DeleteSuperseded();
        snapshotter.Begin(loaded.ClosedBytes, loaded.SnapshotBytes);
        return loaded.Length == 0
            ? Create(folder, loaded.LastLog, loaded.Previous, settings, traits)
            : LogFile.Open(folder, loaded.LastLog, loaded.Length, traits.Flush);
    }

    private static LogFile Create(string folder, ulong sequence, ulong previous, StoreSettings settings, FolderTraits traits) =>
        LogFile.Create(
            folder, new FileHeader(FileHeader.CurrentVersion, FileKind.Log, sequence, previous, settings.Name), traits.Flush);
}
