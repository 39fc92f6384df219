using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Clients;

/// <summary>What an export wrote.</summary>
/// <param name="Format">The format.</param>
/// <param name="OutputPath">The folder.</param>
internal sealed record ExportResult(string Format, string OutputPath)
{
    public static ExportResult Of(ExportModelRequest request) => new(request.ExportFormat, request.OutputPath);
}
