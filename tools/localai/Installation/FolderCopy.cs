namespace LocalAI.CommandLine.Installation;

/// <summary>Copies files with their permissions, and links as what they point to.</summary>
internal static class FolderCopy
{
    /// <summary>Copies a file or a folder with all it holds into <paramref name="target"/>.</summary>
    public static void Copy(FileSystemInfo source, string target)
    {
        var destination = Path.Combine(target, source.Name);
        if (source is FileInfo file)
        {
            Directory.CreateDirectory(target);
            file.CopyTo(destination);
            return;
        }

        Directory.CreateDirectory(destination);
        foreach (var entry in ((DirectoryInfo)source).EnumerateFileSystemInfos())
            Copy(entry, destination);
    }
}
