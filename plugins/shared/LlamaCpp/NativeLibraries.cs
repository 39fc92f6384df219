using System.Reflection;
using System.Runtime.InteropServices;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.LlamaCpp;

/// <summary>
/// Loads the llama.cpp libraries from the plugin's own folder, once per process, and refuses a release whose struct layouts were
/// not checked. Absolute paths, because the runtime's own probing caches a library by name for the whole process.
/// </summary>
internal static unsafe class NativeLibraries
{
    private static readonly string[] CheckedReleases = ["0.4.0", "0.5.0"];
    private static readonly Lock Gate = new();
    private static string? _folder;

    /// <summary>The folder the libraries were loaded from; empty before the first load.</summary>
    public static string Folder => _folder ?? "";

    /// <summary>The release, as the library names it; valid after <see cref="Load"/>.</summary>
    public static string Release => Marshal.PtrToStringUTF8((nint)LlamaApi.llama_version()) ?? "";

    public static void Load(string pluginFolder)
    {
        lock (Gate)
        {
            if (_folder is not null)
                return;

            _folder = FindFolder(pluginFolder);
            try
            {
                NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), Resolve);
                CheckRelease();
                NativeLog.Attach();
                // The registry outlives an unloaded plugin: a second load of backends would only search the folder again.
                if (GgmlApi.ggml_backend_reg_count() == 0)
                    GgmlApi.ggml_backend_load_all_from_path(_folder);
            }
            catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
            {
                throw new EngineException(EngineFailure.Internal,
                    $"The llama.cpp libraries in '{Path.GetFileName(_folder)}' cannot be loaded ({e.Message.Split('\n')[0].Trim()}); "
                    + "reinstall the plugin for this platform.", e);
            }
        }
    }

    private static string FindFolder(string pluginFolder)
    {
        var natives = Path.Combine(pluginFolder, "natives");
        var folders = Directory.Exists(natives) ? Directory.GetDirectories(natives, "llama.cpp-*") : [];
        return folders.Length == 1
            ? folders[0]
            : throw new EngineException(EngineFailure.Internal,
                $"The plugin's folder 'natives' holds {folders.Length} llama.cpp folders instead of one; reinstall the plugin.");
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        Directory.EnumerateFiles(Folder).FirstOrDefault(file => IsLibrary(Path.GetFileName(file), name)) is { } file
            ? NativeLibrary.Load(file)
            : 0;

    /// <summary>Files are called <c>libllama.v0.4.0.so</c>, <c>llama.v0.4.0.dll</c> or <c>libggml-base.so</c>.</summary>
    private static bool IsLibrary(string file, string name)
    {
        var stem = file.StartsWith("lib", StringComparison.Ordinal) ? file[3..] : file;
        return stem.StartsWith(name + ".", StringComparison.Ordinal)
            && Path.GetExtension(file) is ".so" or ".dll" or ".dylib";
    }

    private static void CheckRelease()
    {
        var release = Release;
        if (!CheckedReleases.Any(known => release == known || release.StartsWith(known + "-", StringComparison.Ordinal)))
        {
            throw new EngineException(EngineFailure.Internal,
                $"The llama.cpp library is release '{release}'; this plugin knows the layouts of {string.Join(" and ", CheckedReleases)}: "
                + "put its own native files back.");
        }

        // A moved field shows in the defaults even when the release text does not tell.
        var model = LlamaApi.llama_model_default_params();
        var context = LlamaApi.llama_context_default_params();
        var isKnown = model is { GpuLayers: -1, SplitMode: 1, LoadMode: -1, UseExtraBuffers: true, VocabularyOnly: false }
            && context is { ContextSize: 512, BatchSize: 2048, MicroBatchSize: 512, Threads: 4, Pooling: -1, FlashAttention: -1 }
            && context is { CacheTypeKey: 1, CacheTypeValue: 1, OffloadKqv: true, SlidingWindowFull: true, UnifiedCache: false };
        if (!isKnown)
        {
            throw new EngineException(EngineFailure.Internal,
                $"The llama.cpp library says it is release '{release}', but its parameters lie elsewhere; "
                + "put the plugin's own native files back.");
        }
    }
}
