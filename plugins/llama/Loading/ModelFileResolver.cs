using LocalAI.Plugins.ModelFiles.Gguf;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Loading;

/// <summary>Finds the file that a LoadModel request means.</summary>
internal static class ModelFileResolver
{
    /// <summary>
    /// The absolute path of ModelFile or, where that is empty, of Model when there is such a file. A relative path counts from
    /// ModelPath and may not leave it. Adds a fault when there is none.
    /// </summary>
    public static string Resolve(ModelOptions options, ICollection<string> faults)
    {
        var field = options.ModelFile.Length > 0 ? "ModelFile" : "Model";
        var name = options.ModelFile.Length > 0 ? options.ModelFile : options.Model;
        if (name.Length == 0)
        {
            faults.Add("ModelFile and Model are empty, expected the path of a .gguf file");
            return "";
        }
        if (name.Contains('\0', StringComparison.Ordinal) || options.ModelPath.Contains('\0', StringComparison.Ordinal))
        {
            faults.Add($"{field} is {GgufFault.Quote(name)}, expected a path without control characters");
            return "";
        }
        var root = Path.GetFullPath(options.ModelPath.Length > 0 ? options.ModelPath : ".");
        var path = Path.GetFullPath(name, root);
        if (!Path.IsPathRooted(name) && options.ModelPath.Length > 0 && !SidePath.IsWithin(path, root))
            faults.Add($"{field} is {GgufFault.Quote(name)}, which leaves the folder of ModelPath, expected a path within it");
        else if (field == "Model" && !Path.Exists(path))
        {
            faults.Add(
                $"ModelFile is empty and Model is {GgufFault.Quote(name)}, which is no file here, "
                + "set ModelFile to the path of a .gguf file");
        }
        return path;
    }
}
