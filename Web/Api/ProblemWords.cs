using Microsoft.AspNetCore.Mvc;

namespace ThermalPortal.Web.Api;

/// <summary>Gives every problem+json answer a sentence that says what to do.</summary>
internal static class ProblemWords
{
    /// <summary>Fills in what the failing code left out; never tells the text of an unexpected exception.</summary>
    public static void Complete(ProblemDetails problem) =>
        problem.Detail ??= problem.Status switch
        {
            400 => "The request cannot be read. Check its parts against the API reference at /scalar.",
            401 => "Sign in, or send a valid token as 'Authorization: Bearer tp_…'. Tokens are made on the account page.",
            403 => "Your role in this team does not allow this. Ask a team administrator.",
            404 => "There is nothing at this address. The API reference is at /scalar.",
            405 => "This address does not take this method. The API reference is at /scalar.",
            413 => "The request is larger than this portal takes. Send fewer or smaller files at once.",
            415 => "Send the files as multipart/form-data with parts named 'file'.",
            429 => "Too many requests. Wait a little, then try again.",
            _ => "Something unexpected went wrong. Try again; if it happens again, tell the administrator this trace id.",
        };
}
