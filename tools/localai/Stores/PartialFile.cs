namespace LocalAI.CommandLine.Stores;

/// <summary>A file that is written beside its place and put there when it is whole.</summary>
internal sealed class PartialFile : IDisposable
{
    private readonly string _target;
    private readonly string _partial;
    private bool _published;

    /// <exception cref="UserError">The file cannot be written there.</exception>
    public PartialFile(string target)
    {
        _target = Path.GetFullPath(target);
        if (Directory.Exists(_target))
            throw new UserError($"'{target}' is a folder; name the file to write.");
        _partial = Path.Combine(Path.GetDirectoryName(_target)!, $".{Path.GetFileName(_target)}-{Guid.NewGuid():N}");
        try
        {
            Stream = new FileStream(_partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new UserError($"'{target}' cannot be written; name a file in a folder that exists and can be written to.", e);
        }
    }

    /// <summary>Where to write.</summary>
    public FileStream Stream { get; }

    /// <summary>Puts it into place; what was there goes.</summary>
    public void Publish()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(_partial, _target, overwrite: true);
        _published = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_published)
            File.Delete(_partial);
    }
}
