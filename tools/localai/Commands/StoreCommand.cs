using System.CommandLine;
using LocalAI.CommandLine.Rendering;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai store</c>: the vector store's rows.</summary>
internal static class StoreCommand
{
    public static Command Create(Terminal terminal) => new("store", "Work with namespaces of the vector store: keys, and values under them.")
    {
        StoreImportCommand.Create(terminal),
        StoreExportCommand.Create(terminal),
        StoreFindCommand.Create(terminal),
        StoreStatsCommand.Create(terminal),
    };
}
