namespace LocalAI.Plugins.Host.Catalog;

/// <summary>A folder under <c>plugins/</c> whose manifest cannot be used.</summary>
/// <param name="Folder">Its path.</param>
/// <param name="Reason">Every fault, for the operator.</param>
internal sealed record BrokenFolder(string Folder, string Reason)
{
    public string Name => Path.GetFileName(Folder);
}
