using System.Runtime.InteropServices;

namespace LocalAI.Plugins.LlamaCpp;

/// <summary>The functions of ggml that the engine uses: backends, devices and buffer types.</summary>
internal static unsafe partial class GgmlApi
{
    internal const string Registry = "ggml";
    internal const string Base = "ggml-base";

    /// <summary>Loads the best build of every backend in a folder into the registry, which is one per process.</summary>
    [LibraryImport(Registry, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void ggml_backend_load_all_from_path(string folder);

    [LibraryImport(Registry)]
    public static partial nuint ggml_backend_reg_count();

    [LibraryImport(Registry)]
    public static partial nuint ggml_backend_dev_count();

    [LibraryImport(Registry)]
    public static partial nint ggml_backend_dev_get(nuint index);

    [LibraryImport(Registry)]
    public static partial nint ggml_backend_dev_by_type(int type);

    [LibraryImport(Base)]
    public static partial nint ggml_backend_dev_backend_reg(nint device);

    [LibraryImport(Base)]
    public static partial void ggml_backend_dev_get_props(nint device, NativeDeviceProperties* properties);

    [LibraryImport(Base)]
    public static partial nint ggml_backend_dev_buffer_type(nint device);

    [LibraryImport(Base)]
    public static partial byte* ggml_backend_buft_name(nint bufferType);

    [LibraryImport(Base, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint ggml_backend_reg_get_proc_address(nint registry, string name);

    [LibraryImport(Base)]
    public static partial void ggml_threadpool_params_init(NativeThreadPoolParameters* parameters, int threads);

    /// <summary>Quantises whole rows; the matrix of importances, one a column, may be null for most types.</summary>
    /// <returns>The bytes written.</returns>
    [LibraryImport(Base)]
    public static partial nuint ggml_quantize_chunk(
        int type, float* source, void* target, long start, long rows, long columns, float* importance);

    /// <summary>Whether all scales and numbers of some rows are finite.</summary>
    [LibraryImport(Base)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool ggml_validate_row_data(int type, void* data, nuint bytes);

    [LibraryImport(Base)]
    public static partial NativeTypeTraits* ggml_get_type_traits(int type);
}
