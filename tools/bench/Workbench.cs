using LocalAI.Plugins.Bench.Models;
using LocalAI.Plugins.Bench.Processes;

namespace LocalAI.Plugins.Bench;

/// <summary>What the measures work with: the built host, the models, the folder for what they write.</summary>
internal sealed class Workbench
{
    private const string SolutionFile = "LocalAI.Plugins.sln";

    private readonly Lazy<string> _root = new(FindRoot);

    /// <summary>The script that LocalAI would start.</summary>
    public string HostScript => Path.Combine(_root.Value, "run.sh");

    /// <summary>The script that starts the empty service.</summary>
    public static string EmptyServiceScript => Path.Combine(AppContext.BaseDirectory, "empty-service.sh");

    /// <summary>The llama plugin as the host loads it.</summary>
    public string LlamaPlugin => Path.Combine(_root.Value, "dist", "plugins", "llama");

    /// <summary>The faces plugin as the host loads it, with its own models.</summary>
    public string FacesPlugin => Path.Combine(_root.Value, "dist", "plugins", "faces");

    /// <summary>The vision plugin as the host loads it.</summary>
    public string VisionPlugin => Path.Combine(_root.Value, "dist", "plugins", "vision");

    /// <summary>A file that lies beside the checkout, where it is there.</summary>
    public string Shared(params string[] path)
    {
        var file = Path.GetFullPath(Path.Combine([_root.Value, "..", "shared", .. path]));
        return File.Exists(file) ? file : throw new MeasureUnavailableException($"The file '{file}' is not there.");
    }

    /// <summary>Files that describe a library to compare with for npm, and the script that uses it.</summary>
    public string PeerSource(string peer) => Path.Combine(_root.Value, "tools", "bench", "Peers", peer);

    /// <summary>Files that describe the llama plugin's native packages for npm.</summary>
    public string LlamaNativesSource => Path.Combine(_root.Value, "plugins", "llama", "natives", "cpu");

    /// <summary>Where models, installed peers and other things are kept between runs.</summary>
    public string Artifacts =>
        Directory.CreateDirectory(Path.Combine(_root.Value, "tools", "bench", "obj", "artifacts")).FullName;

    /// <summary>The random model of 25 million parameters, written on first use.</summary>
    public string RandomModel()
    {
        var file = Path.Combine(Artifacts, $"{RandomLlama.FileName}.gguf");
        if (!File.Exists(file))
        {
            RandomLlama.Write(file + ".part");
            File.Move(file + ".part", file);
        }
        return file;
    }

    /// <summary>The small story model, where it is there.</summary>
    public string StoriesModel() => Shared("models", "llm", "stories260K-f32.gguf");

    /// <summary>Real chat templates with what Python renders from them, where they are there.</summary>
    public string ChatTemplates()
    {
        var folder = Path.GetFullPath(Path.Combine(_root.Value, "..", "shared", "data", "templates"));
        return Directory.Exists(folder) ? folder : throw new MeasureUnavailableException($"The folder '{folder}' is not there.");
    }

    /// <summary>Starts the host as LocalAI does.</summary>
    public Task<ServiceProcess> StartHostAsync(CancellationToken cancellationToken) =>
        ServiceProcess.StartAsync(HostScript, cancellationToken);

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, SolutionFile)))
                return folder;
        }
        throw new MeasureUnavailableException(
            $"There is no {SolutionFile} above '{AppContext.BaseDirectory}'; run the benchmark from a checkout.");
    }
}
