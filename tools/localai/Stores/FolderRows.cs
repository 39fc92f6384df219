using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Store.Durability;

namespace LocalAI.CommandLine.Stores;

/// <summary>All rows of a namespace in a folder, which a host may have open and go on with.</summary>
internal static class FolderRows
{
    /// <param name="folder">The folder.</param>
    /// <param name="name">The namespace that it should keep.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="UserError">It has none, or another one, or one that is damaged.</exception>
    public static NamespaceRows Read(string folder, string name, CancellationToken cancellationToken)
    {
        try
        {
            var reader = FolderReader.Open(folder, cancellationToken);
            if (reader.Name != name)
                throw new UserError($"The folder {folder} keeps the namespace '{reader.Name}' and not '{name}'; give that name, or another folder.");
            return new NamespaceRows(reader.Count, reader.Dimension, reader.ReadRows().Select(row => new StoreRow(row.Key, row.Value)));
        }
        catch (EngineException e)
        {
            throw new UserError(e.Message, e);
        }
    }
}
