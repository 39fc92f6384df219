namespace LocalAI.CommandLine.Installation;

/// <summary>
/// Where folders are completed before they take their place, by a rename each. It lies inside the target, on the same disk, and one
/// level deeper than LocalAI looks for backends.
/// </summary>
internal sealed class StagingFolder : IDisposable
{
    private readonly string _target;
    private readonly string _folder;
    private readonly List<string> _names = [];

    /// <exception cref="UserError">The target cannot be written to.</exception>
    public StagingFolder(string target)
    {
        _target = target;
        _folder = Path.Combine(target, $".install-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(_folder);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new UserError($"'{target}' cannot be written to; choose another folder, or change its permissions.", e);
        }
    }

    /// <summary>Adds a folder to complete.</summary>
    /// <returns>Its path.</returns>
    public string Create(string name)
    {
        _names.Add(name);
        return Directory.CreateDirectory(Path.Combine(_folder, "new", name)).FullName;
    }

    /// <summary>Puts the folders into place, in the order of their creation; what was there goes.</summary>
    public void Publish()
    {
        var replaced = Directory.CreateDirectory(Path.Combine(_folder, "old")).FullName;
        foreach (var name in _names)
        {
            var place = Path.Combine(_target, name);
            var old = Path.Combine(replaced, name);
            if (Directory.Exists(place))
                Directory.Move(place, old);
            try
            {
                Directory.Move(Path.Combine(_folder, "new", name), place);
            }
            catch when (Directory.Exists(old))
            {
                Directory.Move(old, place);
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
