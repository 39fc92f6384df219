using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.ModelFiles.Files;

/// <summary>
/// Files of one folder that get their names together, when all of them are whole; without <see cref="Commit"/> none is left.
/// </summary>
internal sealed class PartialFiles : IDisposable
{
    private readonly List<(PartialFile File, string Target)> _files = [];
    // Those that were not there before, the deepest last.
    private readonly List<string> _created = [];
    private readonly List<string> _removed = [];
    private bool _committed;

    /// <param name="folder">Where they go; created where it is missing.</param>
    /// <exception cref="EngineException">It cannot be written into.</exception>
    public PartialFiles(string folder)
    {
        Folder = folder;
        CreateFolder(folder);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Creates a file and takes its space on the disk.</summary>
    /// <param name="name">Its final name, which may begin with a folder in this one.</param>
    /// <param name="bytes">Its size.</param>
    /// <exception cref="EngineException">The folder may not be written into, or has not the space.</exception>
    public PartialFile Create(string name, long bytes)
    {
        var target = Path.Combine(Folder, name);
        CreateFolder(Path.GetDirectoryName(target)!);
        var file = PartialFile.Create(target, bytes);
        _files.Add((file, target));
        return file;
    }

    /// <summary>Writes a small file.</summary>
    /// <exception cref="EngineException">The folder may not be written into, or has not the space.</exception>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        var file = Create(name, content.Length);
        try
        {
            RandomAccess.Write(file.Handle, content, 0);
        }
        catch (IOException e)
        {
            throw PartialFile.Explain(e, Path.Combine(Folder, name));
        }
    }

    /// <summary>Removes an older file that would contradict the new ones, when they get their names.</summary>
    public void Remove(string name) => _removed.Add(Path.Combine(Folder, name));

    /// <summary>Gives all files their names, in the order in which they were created and in place of older ones.</summary>
    /// <exception cref="EngineException">The disk does not take them.</exception>
    public void Commit()
    {
        _removed.ForEach(path => PartialFile.Replace(path, () => File.Delete(path)));
        _files.ForEach(file => file.File.Commit(file.Target));
        _committed = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _files.ForEach(file => file.File.Dispose());
        if (_committed)
            return;
        foreach (var folder in Enumerable.Reverse(_created).Where(folder => !Directory.EnumerateFileSystemEntries(folder).Any()))
            Directory.Delete(folder);
    }

    private void CreateFolder(string folder)
    {
        var missing = new Stack<string>();
        for (var above = folder; !Directory.Exists(above) && Path.GetDirectoryName(above) is { } parent; above = parent)
            missing.Push(above);
        if (missing.Count == 0)
            return;
        PartialFile.Probe(folder);
        _created.AddRange(missing);
    }
}
