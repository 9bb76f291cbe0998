// The life of stacks: create, list, find, show, update, preview, abandon, adopt, delete.
package gophercloud_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/gophercloud/gophercloud"
	"github.com/gophercloud/gophercloud/openstack/orchestration/v1/stacks"
)

// created is a new stack, once it is complete.
func created(t *testing.T, client *gophercloud.ServiceClient, name, text string) *stacks.RetrievedStack {
	t.Helper()
	made, err := stacks.Create(client, stacks.CreateOpts{
		Name: name, TemplateOpts: template(text), Tags: []string{"made-by-go", name},
	}).Extract()
	check(t, err)
	if len(made.Links) != 1 || made.Links[0].Rel != "self" {
		t.Errorf("the links of the new stack are %v", made.Links)
	}
	stack := until(t, client, name, "CREATE_COMPLETE")
	equal(t, "the id", stack.ID, made.ID)
	return stack
}

// until asks for a stack by its name, which redirects, until it has a status.
func until(t *testing.T, client *gophercloud.ServiceClient, name, status string) *stacks.RetrievedStack {
	t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for {
		stack, err := stacks.Find(client, name).Extract()
		check(t, err)
		if stack.Status == status {
			return stack
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s is %s: %s", name, stack.Status, stack.StatusReason)
		}
	}
}

// remove deletes a stack and waits until it cannot be found.
func remove(t *testing.T, client *gophercloud.ServiceClient, stack *stacks.RetrievedStack) {
	t.Helper()
	check(t, stacks.Delete(client, stack.Name, stack.ID).Err)
	deadline := time.Now().Add(20 * time.Second)
	for {
		err := stacks.Find(client, stack.Name).Err
		if _, gone := err.(gophercloud.ErrDefault404); gone {
			return
		}
		check(t, err)
		if time.Now().After(deadline) {
			t.Fatalf("%s is still there", stack.Name)
		}
	}
}

// listed is the names of the stacks in a list.
func listed(t *testing.T, client *gophercloud.ServiceClient, options stacks.ListOpts) []string {
	t.Helper()
	page, err := stacks.List(client, options).AllPages()
	check(t, err)
	found, err := stacks.ExtractStacks(page)
	check(t, err)
	names := []string{}
	for _, stack := range found {
		names = append(names, stack.Name)
	}
	return names
}

func TestLifeOfAStack(t *testing.T) {
	client := heat(t, "demo")
	stack := created(t, client, "life", readable)
	equal(t, "the reason", stack.StatusReason, "Stack CREATE completed successfully")
	equal(t, "the description", stack.Description, "two things")
	equal(t, "a parameter", stack.Parameters["length"], "8")
	equal(t, "the tags", stack.Tags, []string{"made-by-go", "life"})
	equal(t, "whether rollback is off", stack.DisableRollback, true)
	equal(t, "the key of an output", stack.Outputs[0]["output_key"], "secret")
	if stack.CreationTime.IsZero() || !stack.UpdatedTime.IsZero() {
		t.Errorf("made at %v, updated at %v", stack.CreationTime, stack.UpdatedTime)
	}

	// By its name and id there is no redirection.
	again, err := stacks.Get(client, "life", stack.ID).Extract()
	check(t, err)
	equal(t, "the stack by name and id", again, stack)
	// By its id alone there is.
	again, err = stacks.Find(client, stack.ID).Extract()
	check(t, err)
	equal(t, "the stack by its id", again.Name, "life")

	check(t, stacks.Update(client, "life", stack.ID, stacks.UpdateOpts{
		TemplateOpts: template(readable),
		Parameters:   map[string]interface{}{"length": "12", "text": "more"},
		Tags:         []string{"updated"},
		Timeout:      5,
	}).Err)
	updated := until(t, client, "life", "UPDATE_COMPLETE")
	equal(t, "the updated parameter", updated.Parameters["length"], "12")
	equal(t, "the updated tags", updated.Tags, []string{"updated"})
	equal(t, "the updated time-out", updated.Timeout, 5)
	equal(t, "the length of the output", len(updated.Outputs[0]["output_value"].(string)), 12)

	check(t, stacks.UpdatePatch(client, "life", stack.ID, stacks.UpdateOpts{
		Parameters: map[string]interface{}{"length": "4"},
	}).Err)
	deadline := time.Now().Add(20 * time.Second)
	for updated.Parameters["length"] != "4" || updated.Status != "UPDATE_COMPLETE" {
		updated, err = stacks.Find(client, "life").Extract()
		check(t, err)
		if time.Now().After(deadline) {
			t.Fatalf("the stack is not patched: %v", updated)
		}
	}
	equal(t, "the parameter that was kept", updated.Parameters["text"], "more")

	remove(t, client, stack)
	// Deleted once more by its name and id it is gone already.
	err = stacks.Delete(client, "life", stack.ID).Err
	if _, gone := err.(gophercloud.ErrDefault404); !gone {
		t.Errorf("a second deletion gives %T: %v", err, err)
	}
}

func TestListsOfStacks(t *testing.T) {
	client := heat(t, "demo")
	made := []*stacks.RetrievedStack{}
	for _, name := range []string{"list-a", "list-b", "list-c"} {
		made = append(made, created(t, client, name, readable))
	}
	tagged := stacks.ListOpts{Tags: "made-by-go,list-b"}
	equal(t, "the list by tags", listed(t, client, tagged), []string{"list-b"})
	any := stacks.ListOpts{TagsAny: "list-a,list-c", SortKey: stacks.SortName, SortDir: stacks.SortAsc}
	equal(t, "the list by any tag", listed(t, client, any), []string{"list-a", "list-c"})
	any.SortDir = stacks.SortDesc
	equal(t, "the list in descending order", listed(t, client, any), []string{"list-c", "list-a"})
	any.Limit = 1
	equal(t, "the limited list", listed(t, client, any), []string{"list-c"})
	any.Marker = made[2].ID
	equal(t, "the list after a marker", listed(t, client, any), []string{"list-a"})
	named := stacks.ListOpts{Name: "list-c", Status: "COMPLETE"}
	equal(t, "the list by name and status", listed(t, client, named), []string{"list-c"})
	identified := stacks.ListOpts{ID: made[0].ID}
	equal(t, "the list by id", listed(t, client, identified), []string{"list-a"})
	without := stacks.ListOpts{TagsAny: "list-a,list-b,list-c", NotTags: "list-a", NotTagsAny: "list-b"}
	equal(t, "the list without tags", listed(t, client, without), []string{"list-c"})
	equal(t, "the list of another project", listed(t, heat(t, "alt_demo"), tagged), []string{})
	for _, stack := range made {
		remove(t, client, stack)
	}
	equal(t, "the list by name of a deleted stack", listed(t, client, named), []string{})
	deleted := stacks.ListOpts{ID: made[0].ID, ShowDeleted: true}
	equal(t, "the list of deleted stacks", listed(t, client, deleted), []string{"list-a"})
}

func TestPreview(t *testing.T) {
	client := heat(t, "demo")
	keep := true
	preview, err := stacks.Preview(client, stacks.PreviewOpts{
		Name: "planned", Timeout: 7, TemplateOpts: template(readable), DisableRollback: &keep,
		Parameters: map[string]interface{}{"length": "5"},
	}).Extract()
	check(t, err)
	equal(t, "the name", preview.Name, "planned")
	equal(t, "the time-out", preview.Timeout, 7)
	equal(t, "the parameter", preview.Parameters["length"], "5")
	equal(t, "the number of resources", len(preview.Resources), 2)
	if _, missing := stacks.Find(client, "planned").Err.(gophercloud.ErrDefault404); !missing {
		t.Error("the preview made a stack")
	}
}

func TestStackThatChangesHands(t *testing.T) {
	client := heat(t, "demo")
	stack := created(t, client, "mine", readable)
	abandoned, err := stacks.Abandon(client, "mine", stack.ID).Extract()
	check(t, err)
	equal(t, "the id", abandoned.ID, stack.ID)
	equal(t, "the action", abandoned.Action, "CREATE")
	equal(t, "the status", abandoned.Status, "COMPLETE")
	equal(t, "the number of resources", len(abandoned.Resources), 2)
	data, err := json.Marshal(abandoned)
	check(t, err)

	adopted, err := stacks.Adopt(client, stacks.AdoptOpts{
		Name: "yours", AdoptStackData: string(data), TemplateOpts: template(readable), Timeout: 5,
	}).Extract()
	check(t, err)
	yours := until(t, client, "yours", "ADOPT_COMPLETE")
	equal(t, "the id of the adopted stack", yours.ID, adopted.ID)
	equal(t, "the outputs of the adopted stack", yours.Outputs, stack.Outputs)
	remove(t, client, yours)
}

func TestRefusals(t *testing.T) {
	client := heat(t, "demo")
	stack := created(t, client, "taken", readable)
	options := stacks.CreateOpts{Name: "taken", TemplateOpts: template(readable)}
	err := stacks.Create(client, options).Err
	if _, refused := err.(gophercloud.ErrDefault409); !refused {
		t.Errorf("a name that is taken gives %T: %v", err, err)
	}
	err = stacks.Create(heat(t, "demo_reader"), options).Err
	if _, refused := err.(gophercloud.ErrDefault403); !refused {
		t.Errorf("a reader who creates is given %T: %v", err, err)
	}
	options.Parameters = map[string]interface{}{"none": "such"}
	options.Name = "refused"
	err = stacks.Create(client, options).Err
	if _, refused := err.(gophercloud.ErrDefault400); !refused {
		t.Errorf("an unknown parameter gives %T: %v", err, err)
	}
	remove(t, client, stack)
}
