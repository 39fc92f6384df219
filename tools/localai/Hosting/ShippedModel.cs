namespace LocalAI.CommandLine.Hosting;

/// <summary>A small model that is in the repository, so that everything works on a machine with no other file.</summary>
internal sealed class ShippedModel
{
    private readonly string _name;

    private ShippedModel(string name) => _name = name;

    /// <summary>Chats, tells stories, calls tools.</summary>
    public static ShippedModel Chat { get; } = new("tiny-chat");

    /// <summary>Embeds sentences.</summary>
    public static ShippedModel Embed { get; } = new("tiny-embed");

    /// <summary>Ranks texts.</summary>
    public static ShippedModel Rerank { get; } = new("tiny-rerank");

    /// <summary>The file in a checkout; null where there is none.</summary>
    /// <param name="root">The checkout's folder; null outside of one.</param>
    public string? Find(string? root)
    {
        if (root is null)
            return null;
        var folder = new DirectoryInfo(Path.Combine(root, "models", _name));
        return folder.Exists
            ? folder.EnumerateFiles("*.gguf").OrderBy(file => file.Name, StringComparer.Ordinal).FirstOrDefault()?.FullName : null;
    }
}
