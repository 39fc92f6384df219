using System.Runtime.InteropServices;

namespace LocalAI.Plugins.LlamaCpp;

/// <summary>The functions of <c>llama.h</c> that the engine uses, by topic. Names are the C names.</summary>
internal static unsafe partial class LlamaApi
{
    internal const string Library = "llama";

    [LibraryImport(Library)]
    public static partial byte* llama_version();

    [LibraryImport(Library)]
    public static partial NativeModelParameters llama_model_default_params();

    [LibraryImport(Library)]
    public static partial void llama_log_set(delegate* unmanaged[Cdecl]<int, byte*, void*, void> callback, void* userData);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint llama_model_load_from_file(string path, NativeModelParameters parameters);

    [LibraryImport(Library)]
    public static partial void llama_model_free(nint model);

    [LibraryImport(Library)]
    public static partial nint llama_model_get_vocab(ModelHandle model);

    [LibraryImport(Library)]
    public static partial int llama_model_n_embd_out(ModelHandle model);

    [LibraryImport(Library)]
    public static partial uint llama_model_n_cls_out(ModelHandle model);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial byte* llama_model_chat_template(ModelHandle model, string? name);

    [LibraryImport(Library)]
    public static partial int llama_model_n_swa(ModelHandle model);

    [LibraryImport(Library)]
    public static partial ulong llama_model_size(ModelHandle model);

    [LibraryImport(Library)]
    public static partial int llama_model_desc(ModelHandle model, byte* buffer, nuint size);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool llama_model_has_encoder(ModelHandle model);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool llama_model_has_decoder(ModelHandle model);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool llama_model_is_recurrent(ModelHandle model);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool llama_model_is_hybrid(ModelHandle model);

    [LibraryImport(Library)]
    public static partial int llama_model_rope_type(ModelHandle model);

    [LibraryImport(Library)]
    public static partial nuint llama_max_devices();
}
