using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Touchstone.Model;

namespace Touchstone.Language;

/// <summary>The hash that keys a program's results: it changes exactly when what is asked changes.</summary>
public static class Revision
{
    /// <summary>
    /// SHA-256, in hexadecimal, of the canonical JSON of the program's types, functions, steps and Python body.
    /// Id, title and what concerns only scheduling or judging (since, needs, isolation, undefined) are no part of the question.
    /// </summary>
    public static string Of(Program program)
    {
        var semantic = new JsonObject
        {
            ["types"] = JsonSerializer.SerializeToNode(program.Types, ModelJson.Options),
            ["functions"] = JsonSerializer.SerializeToNode(program.Functions, ModelJson.Options),
            ["steps"] = JsonSerializer.SerializeToNode(program.Steps, ModelJson.Options),
            ["pythonBody"] = program.PythonBody,
        };
        return Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson.Write(semantic)))
        );
    }
}
