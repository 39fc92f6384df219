using System.Runtime.InteropServices;

namespace LocalAI.Plugins.LlamaCpp;

internal static unsafe partial class LlamaApi
{
    [LibraryImport(Library)]
    public static partial nuint llama_state_seq_get_size(ContextHandle context, int sequence);

    [LibraryImport(Library)]
    public static partial nuint llama_state_seq_get_data(ContextHandle context, byte* data, nuint size, int sequence);

    [LibraryImport(Library)]
    public static partial nuint llama_state_seq_set_data(ContextHandle context, byte* data, nuint size, int sequence);
}
